using System.CommandLine;

namespace Ramify.Cli;

/// <summary>`ramify completion SHELL`: what a shell runs so that Tab completes verbs, options and values.</summary>
internal static class CompletionVerb
{
    public static Command Create()
    {
        var verb = new Verb("completion", "Print a script that completes the command's words in a shell.",
            "ramify completion bash >> ~/.bashrc", "ramify completion zsh >> ~/.zshrc", "ramify completion fish > ~/.config/fish/completions/ramify.fish", "ramify completion pwsh >> $PROFILE");
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        verb.Add(shell);
        verb.SetAction(parse =>
        {
            Console.WriteLine(Script(parse.GetRequiredValue(shell)));
            return ExitCodes.Ok;
        });
        return verb;
    }

    // Each asks the command itself: [suggest:N] prints the words that can stand at N in the line.
    private static string Script(string shell) => shell switch
    {
        "bash" => """
            _ramify() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(ramify "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _ramify ramify
            """,
        "zsh" => """
            _ramify() {
              local -a words_found
              words_found=("${(@f)$(ramify "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              [[ -n "${words_found[1]}" ]] && compadd -- "${words_found[@]}" || _files
            }
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
            compdef _ramify ramify
            """,
        "fish" => """
            function __ramify_words
              set -l line (commandline -cp)
              ramify "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c ramify -a '(__ramify_words)'
            """,
        _ => """
            Register-ArgumentCompleter -Native -CommandName ramify -ScriptBlock {
              param($word, $line, $cursor)
              ramify "[suggest:$cursor]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """,
    };
}
