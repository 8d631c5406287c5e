using System.Buffers;
using System.Net;
using System.Text;

namespace Ramify.Formats;

/// <summary>
/// Ampersands that XML forbids and programs write all the same: a bare one stands for itself, the names of HTML
/// (&amp;nbsp;) for their characters. Only in a file that declares no entity of its own: those are never read.
/// </summary>
internal sealed class XmlReferences(char[] text, int length)
{
    private const int LongestName = 32;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly StringBuilder mended = new();
    private int copied, firstAt = -1;

    /// <summary>How many were mended.</summary>
    public int Count { get; private set; }

    /// <summary>Line of the first one.</summary>
    public int Line => 1 + text.AsSpan(0, Math.Max(0, firstAt)).Count('\n');

    /// <summary>The text with references that XML knows; null where there is nothing to mend.</summary>
    public char[]? Mend()
    {
        var whole = text.AsSpan(0, length);
        if (whole.IndexOf("<!ENTITY") >= 0) return null;
        var literalFrom = whole.IndexOf("<![CDATA[");
        for (var at = whole.IndexOf('&'); at >= 0 && at < length;)
        {
            if (literalFrom >= 0 && at > literalFrom)
            {
                // Inside of CDATA an ampersand is one.
                var end = whole[literalFrom..].IndexOf("]]>");
                var next = end < 0 ? length : literalFrom + end;
                var following = whole[next..].IndexOf("<![CDATA[");
                literalFrom = following < 0 ? -1 : next + following;
                if (at < next) at = From(next);
                continue;
            }
            Take(at);
            at = From(at + 1);
        }
        if (Count == 0) return null;
        mended.Append(whole[copied..]);
        var result = new char[mended.Length];
        mended.CopyTo(0, result, mended.Length);
        return result;
    }

    private int From(int start)
    {
        var at = start < length ? text.AsSpan(start, length - start).IndexOf('&') : -1;
        return at < 0 ? -1 : start + at;
    }

    private void Take(int at)
    {
        var rest = text.AsSpan(at + 1, Math.Min(LongestName, length - at - 1));
        var end = rest.IndexOfAnyExcept(NameCharacters);
        var name = end > 0 && rest[end] == ';' ? rest[..end] : default;
        if (name.Length > 0 && (name[0] == '#' || name is "amp" or "lt" or "gt" or "quot" or "apos")) return;
        if (Count++ == 0) firstAt = at;
        mended.Append(text, copied, at - copied);
        var reference = name.Length == 0 ? "" : $"&{name};";
        var meant = WebUtility.HtmlDecode(reference);
        if (meant != reference && meant.Length > 0)
        {
            mended.Append(meant);
            copied = at + 2 + name.Length;
        }
        else
        {
            mended.Append("&amp;");
            copied = at + 1;
        }
    }
}
