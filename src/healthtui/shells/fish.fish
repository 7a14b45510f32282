# fish: healthtui completions fish > ~/.config/fish/completions/healthtui.fish

# What may stand at a place: COMMANDS|OPTION, COMMANDS|- for options, COMMANDS|N for the Nth word.
function __healthtui_words
    switch $argv[1]
@words@
    end
end

function __healthtui_is_command
    contains -- $argv[1] @commands@
end

function __healthtui_takes_value
    contains -- $argv[1] @valued@
end

function __healthtui_offers
    set -l begun (commandline -ct)
    set -l before (commandline -opc)
    set -e before[1]
    set -l place ''
    set -l slot ''
    set -l count 0
    set -l prefix ''
    for word in $before
        if test -n "$slot"
            set slot ''
            continue
        end
        switch $word
            case '-?*'
                if __healthtui_takes_value "$place|$word"
                    set slot $word
                end
            case '*'
                if test $count -eq 0; and __healthtui_is_command "$place|$word"
                    set place (string trim -- "$place $word")
                else
                    set count (math $count + 1)
                end
        end
    end
    if test -z "$slot"
        switch "$begun"
            case '--*=*'
                set slot (string split -m 1 -- = $begun)[1]
                set prefix "$slot="
                set begun (string split -m 1 -- = $begun)[2]
                __healthtui_takes_value "$place|$slot"; or return
            case '-*'
                set slot -
            case '*'
                set slot $count
        end
    end
    switch "$begun"
        case '*=*'
            set -l name (string split -m 1 -- = $begun)[1]
            set prefix "$prefix$name="
            set place ''
            set slot "="(string split -- . $name)[-1]
    end
    set -l offers (__healthtui_words "$place|$slot")
    switch "$offers"
        case '<file>'
            __fish_complete_path $begun
        case '<dir>'
            __fish_complete_directories $begun
        case '*'
            for offer in $offers
                echo $prefix$offer
            end
    end
end

complete -c healthtui -f -a '(__healthtui_offers)'
