#compdef healthtui
# zsh: healthtui completions zsh > _healthtui, in a folder of $fpath

@common@
_healthtui() {
    local offers
    local -a found
    offers=$(_healthtui_offers "$PREFIX" "${(@)words[2,CURRENT-1]}")
    case $offers in
    '') return 1 ;;
    '<file>' | '<dir>')
        [[ $PREFIX == --*=* ]] && compset -P '--*='
        if [[ $offers == '<dir>' ]]; then _files -/; else _files; fi
        ;;
    *)
        found=("${(@f)offers}")
        compadd -S '' -- "${(@M)found:#*=}"
        compadd -- "${(@)found:#*=}"
        ;;
    esac
}

if [ "$funcstack[1]" = _healthtui ]; then
    _healthtui "$@"
else
    compdef _healthtui healthtui
fi
