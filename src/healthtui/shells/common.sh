# What may stand at a place: COMMANDS|OPTION, COMMANDS|- for options, COMMANDS|N for the Nth word.
_healthtui_words() {
    case $1 in
@words@
    esac
}

_healthtui_is_command() {
    case $1 in
@commands@) return 0 ;;
    esac
    return 1
}

_healthtui_takes_value() {
    case $1 in
@valued@) return 0 ;;
    esac
    return 1
}

# The words that may stand after the words $2, $3, ..., of which the last is $1 so far.
_healthtui_offers() {
    local begun=$1 place='' slot='' count=0 prefix='' name word
    shift
    for word in "$@"; do
        if [ -n "$slot" ]; then
            slot=''
            continue
        fi
        case $word in
        -?*) if _healthtui_takes_value "$place|$word"; then slot=$word; fi ;;
        *)
            if [ "$count" = 0 ] && _healthtui_is_command "$place|$word"; then
                place="${place:+$place }$word"
            else
                count=$((count + 1))
            fi
            ;;
        esac
    done
    if [ -z "$slot" ]; then
        case $begun in
        --*=*)
            slot=${begun%%=*} prefix="${begun%%=*}=" begun=${begun#*=}
            _healthtui_takes_value "$place|$slot" || return 0
            ;;
        -*) slot='-' ;;
        *) slot=$count ;;
        esac
    fi
    case $begun in
    *=*)
        name=${begun%%=*}
        prefix="$prefix$name=" place='' slot="=${name##*.}"
        ;;
    esac
    _healthtui_words "$place|$slot" | while IFS= read -r word; do
        case $word in
        '<'*) printf '%s\n' "$word" ;;
        *) printf '%s\n' "$prefix$word" ;;
        esac
    done
}
