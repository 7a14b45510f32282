# bash: healthtui completions bash > ~/.local/share/bash-completion/completions/healthtui

@common@
_healthtui() {
    local line=${COMP_LINE:0:COMP_POINT} begun='' offers broken='' found
    local -a before
    read -ra before <<<"$line"
    if [[ $line != *[[:space:]] ]]; then
        begun=${before[${#before[@]} - 1]}
        unset "before[$((${#before[@]} - 1))]"
    fi
    # bash puts what it is given after the last "=", which parts words for it.
    [[ $begun == *=* && $COMP_WORDBREAKS == *=* ]] && broken="${begun%=*}="
    offers=$(_healthtui_offers "$begun" "${before[@]:1}")
    COMPREPLY=()
    local IFS=$'\n'
    case $offers in
    '<file>' | '<dir>')
        compopt -o filenames 2>/dev/null
        [[ $begun == --*=* ]] && begun=${begun#*=}
        if [[ $offers == '<dir>' ]]; then found=$(compgen -d -- "$begun"); else found=$(compgen -f -- "$begun"); fi
        COMPREPLY=($found)
        ;;
    *)
        for found in $(compgen -W "$offers" -- "$begun"); do
            [[ $found == *= ]] && compopt -o nospace 2>/dev/null
            COMPREPLY+=("${found#"$broken"}")
        done
        ;;
    esac
}
complete -F _healthtui healthtui
