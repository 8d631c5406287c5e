using Spectre.Console;

namespace Ramify.Cli;

/// <summary>A bar on the terminal while something takes its time. Nothing else loads the library that draws it.</summary>
internal static class ProgressBar
{
    public static void Over(IReadOnlyList<string> items, Func<string, string?> nameOf, Action<string> act)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        console.Progress().AutoClear(true).Start(progress =>
        {
            var task = progress.AddTask("import", maxValue: items.Count);
            foreach (var item in items)
            {
                task.Description = Markup.Escape(nameOf(item) ?? "");
                act(item);
                task.Increment(1);
            }
        });
    }
}
