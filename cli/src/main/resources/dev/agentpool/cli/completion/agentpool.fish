# agentpool's completion for fish: agentpool completion fish | source
function __agentpool_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    for line in (agentpool complete -- $words[2..-1] "$typed" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$typed"
        else
            echo $line
        end
    end
end
complete -c agentpool -f -a '(__agentpool_complete)'
