using System.Text;

namespace Ramify.Fuzz;

/// <summary>Changes inputs: bits, bytes, pieces taken out, doubled, swapped between inputs, and words of the formats put in.</summary>
internal sealed class Mutation(int seed)
{
    private readonly Random random = new(seed);

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "<", ">", "&", "&#0;", "&nbsp;", "&x;", "<![CDATA[", "]]>", "<!--", "<!DOCTYPE a [<!ENTITY x 'y'>]>", "<?xml version='1.0' encoding='utf-16'?>", "<node TEXT='a'>", "</node>", "<richcontent TYPE='NODE'>",
            "<outline text='a'>", "</outline>", "<topic id='1' parent='1' text='\\N\\*'/>", "<topics type='summary'>", "<ul><li>", "</li></ul>", "<h1>", "<p class=MsoTitle style='mso-list:l0 level9'>", "<table><tr><td>",
            "{", "}", "[", "]", "\"", "\\u0000", "\\ud800", "null", "-1", "1e999", ":", ",", "\"children\":{\"attached\":[", "\"ideas\":{\"1.5\":{", "\"id\":\"a\"", "\n# ", "\n- ", "\n  - [x] ", "\n> ", "```", "[a](b)", "<details>",
            "$", "[^a]", "> [^a] -causes-> [^b]", "mindmap\n", "((", "))", "\t", "\r", "\u2028", "\u202E", "\uFEFF", "a\u0301\u0301", ";", "\"\"",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    ];

    /// <summary>A changed copy of one of the inputs.</summary>
    public byte[] Of(List<byte[]> inputs, int mostBytes)
    {
        var bytes = new List<byte>(inputs[random.Next(inputs.Count)]);
        for (var changes = 1 << random.Next(5); changes > 0; changes--) Change(bytes, inputs);
        if (bytes.Count > mostBytes) bytes.RemoveRange(mostBytes, bytes.Count - mostBytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, List<byte[]> inputs)
    {
        if (bytes.Count == 0) bytes.Add(0);
        var at = random.Next(bytes.Count);
        var length = Math.Min(bytes.Count - at, 1 + random.Next(random.Next(4) == 0 ? bytes.Count : 12));
        switch (random.Next(7))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length)); break;
            case 4: bytes.InsertRange(at, Words[random.Next(Words.Length)]); break;
            case 5: bytes.InsertRange(at, Enumerable.Repeat(Words[random.Next(Words.Length)], 1 << random.Next(10)).SelectMany(w => w)); break;
            default: Splice(bytes, at, inputs[random.Next(inputs.Count)]); break;
        }
    }

    private void Splice(List<byte> bytes, int at, byte[] other)
    {
        if (other.Length == 0) return;
        var from = random.Next(other.Length);
        bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 + random.Next(64))).ToArray());
    }
}
