using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Ramify.Web;

/// <summary>One line an event, fields in a fixed order; control characters of what users sent are escaped, so that they can neither forge a line nor move a cursor.</summary>
internal sealed class SafeConsole() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "safe";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {Word(logEntry.LogLevel)} {logEntry.Category}: ");
        Escape(line, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception) Escape(line.Append(" | "), exception.ToString());
        textWriter.WriteLine(line.ToString());
    }

    /// <summary>Appends a text with its control characters, line and paragraph separators and bidi controls as \u00XX.</summary>
    public static void Escape(StringBuilder to, string text)
    {
        foreach (var c in text)
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                to.Append(c);
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };
}

internal static class SafeConsoleLogging
{
    /// <summary>Warnings and worse of the framework, everything from Information of ours and of the host's life.</summary>
    public static void AddSafeConsole(this ILoggingBuilder logging) => logging
        .AddConsole(console => console.FormatterName = SafeConsole.FormatterName)
        .AddConsoleFormatter<SafeConsole, ConsoleFormatterOptions>()
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)
        // It warns of each page with a form that it makes the page private; ours are already.
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        // It tells of each request without a token.
        .AddFilter(typeof(Access.TokenScheme).FullName, LogLevel.Warning)
        // It warns that keys are not encrypted at rest; they lie beside the library, whose folder is the secret.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
}
