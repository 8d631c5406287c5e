using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Components.WebAssembly.Services;
using Ramify.Browser.Edits;
using Ramify.Formats;
using Ramify.Maps;

namespace Ramify.Browser;

/// <summary>Reads what was pasted, in this order: our own file, lists and tables of HTML, other programs' files, indented text.</summary>
internal static class Clipboard
{
    // Ramify.Formats and what it brings are fetched with the first paste that needs them.
    private static readonly string[] FormatFiles = ["Ramify.Formats.wasm", "AngleSharp.wasm", "Markdig.wasm"];
    private static readonly string[] HtmlShapes = ["<li", "<table", "<h1", "<h2", "<h3"];
    private static bool hasFormats;

    /// <summary>What loads the further parts of the program.</summary>
    public static LazyAssemblyLoader? Loader { get; set; }

    /// <param name="content">What was pasted.</param>
    /// <param name="kind">"ramify", "html", "text", or "plain" for one node's text whatever it says.</param>
    /// <param name="text">The same as plain text, where it is HTML.</param>
    public static async Task<Pasted> Read(string content, string kind, string text)
    {
        if (content.Length > MapLimits.Upload.InputBytes) return new Pasted(null, "That is more than a map can hold.");
        if (kind == "plain") return OneNode(content);
        if (kind == "html" && HtmlShapes.Any(shape => content.Contains(shape, StringComparison.OrdinalIgnoreCase)) && await FromFormats(content) is { Map: not null } list) return list;
        if (kind == "html") content = text;
        if (kind == "text" && LooksForeign(content) && await FromFormats(content) is { Map: not null } foreign) return foreign;
        return Pasted.OfText(content);
    }

    private static Pasted OneNode(string text)
    {
        var builder = new MapBuilder();
        builder.Add(null, text);
        return new Pasted(builder.Build(Guid.CreateVersion7()), null);
    }

    /// <summary>XML, JSON, or Markdown with headings: the formats know which.</summary>
    private static bool LooksForeign(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.Length > 0 && (start[0] is '<' or '{' || start.StartsWith("# ") || start.StartsWith("## ") || text.Contains("\n#", StringComparison.Ordinal) || start.StartsWith("mindmap"));
    }

    private static async Task<Pasted> FromFormats(string content)
    {
        if (!hasFormats && Loader is not null) await Loader.LoadAssembliesAsync(FormatFiles);
        hasFormats = true;
        return ReadFormats(content);
    }

    // A method of its own: its types are looked for when it is compiled, and must be there by then.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Pasted ReadFormats(string content) => Pasted.Of(MapFormats.Read(Encoding.UTF8.GetBytes(content), MapLimits.Upload));
}
