using System.Text;
using System.Text.RegularExpressions;

namespace Ramify.Storage;

/// <summary>
/// Whether a text seems to tell how to reach or find somebody: a telephone number, an e-mail address, an account elsewhere, a school, a
/// home (C13). It guesses, in English, so what it finds is looked at by a person and never refused. How well it guesses is measured on the
/// labelled comments of tests/fixtures/contact.
/// </summary>
public static class ContactDetails
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const RegexOptions AnyCase = Options | RegexOptions.IgnoreCase;

    private const string Account = "(snap|snapchat|insta|instagram|ig|tiktok|tik tok|discord|kik|telegram|whatsapp|twitter|facebook|fb|roblox|minecraft|psn|xbox|gamertag|steam|twitch|skype|bereal|wechat|signal)";
    private const string ShortAccount = "(snap|snapchat|insta|instagram|ig|sc|tiktok|discord|kik|roblox|minecraft|psn|xbox|skype)";
    private const string Domains = "(com|org|net|edu|info|io|co|uk|de|fr|eu|ac|sch|gov|me)";

    // "St Mary's Academy", "King Edward VI School": up to five words with capitals before the kind of school.
    private const string School = @"([A-Z][\w'’.]*\s+(of\s+|the\s+|and\s+)?){1,5}(Primary School|School|Academy|College|Sixth Form|High|Grammar|Comprehensive|Secondary|Gymnasium|Lycée|Prep)\b";
    private const string Street = @"[A-Z][a-z]+\s+([A-Z][a-z]+\s+)?(Street|St|Road|Rd|Lane|Avenue|Ave|Drive|Close|Court|Crescent|Way|Place|Terrace|Gardens|Grove)\b";

    private static readonly Regex[] Signs =
    [
        // E-mail, also with its signs in words.
        new(@"[\w.+-]+\s?@\s?[\w-]+(\.[\w-]+)*\.[a-z]{2,}", AnyCase),
        new($@"\w+\s*[(\[{{]\s*at\s*[)\]}}]\s*\w+", AnyCase),
        new($@"\w+\s+at\s+[\w-]+(\s+dot\s+[\w-]+)*\s+dot\s+{Domains}\b", AnyCase),

        // Accounts elsewhere.
        new(@"\b(discord\.(gg|com/invite)|t\.me|wa\.me|m\.me|fb\.me|linktr\.ee|(instagram|snapchat|tiktok|facebook|twitter|x)\.com)/@?\w", AnyCase),
        new(@"\w#\d{4}\b", AnyCase),
        new(@"(^|[^\w/])@[a-z]\w*[._\d][\w.]*\w", AnyCase),
        new($@"\b{Account}\b.{{0,20}}\s@\w{{3,}}", AnyCase),
        new($@"\b(my|our)\s+(\w+\s+on\s+)?{Account}\b", AnyCase),
        new($@"\b{ShortAccount}(\s+(name|user|username|tag|id))?\s*[:=]\s*@?\w{{3,}}", AnyCase),
        new($@"\b{ShortAccount}\s+[a-z._]+\d[\w.]*", AnyCase),
        new($@"\b(add|dm|pm|msg|message|text|find|follow|hit|snap|reach)\s+(me|us)\b[^.!?]{{0,30}}\b{Account}\b", AnyCase),
        new($@"\b(i'?m|me|my|follow|add)\b[^!?]{{0,40}}\bon\s+{Account}\b|\bon\s+{Account}\b[^!?]{{0,40}}\b(me|my|follow|add)\b", AnyCase),
        new(@"\badd\s+me\s*([.!?)]|$)", AnyCase),

        // Schools, where the writer says that somebody goes there.
        new($@"\b(?i:i|we)\s+(?i:(all|both|also)\s+)?(?i:go|went|study|attend|am|are|do|did|learn|learned)\b[^.!?]{{0,30}}\b{School}", Options),
        new($@"\b(?i:i'?m|i’m|we'?re|we’re)\b[^.!?]{{0,40}}\b{School}", Options),
        new($@"\b(?i:my|our)\s+(\w+\s+){{0,4}}(?i:goes\s+to|is\s+at|school|at)\b[^.!?]{{0,20}}\b{School}", Options),
        new($@"\b(?i:anyone|anybody|someone|somebody|who\s+else)\b[^.!?]{{0,40}}\b{School}", Options),
        new($@"\b(?i:meet|go\s+to)\b[^.!?]{{0,20}}\b{School}", Options),
        new($@"\b((?i:year|class|form)\s*\d{{1,2}}[A-Za-z]?|\d{{1,2}}[A-Z])\b[^.!?]{{0,20}}\b{School}|{School}[^.!?]{{0,10}}\b(?i:year|class|form)\s*\d{{1,2}}", Options),

        // Homes.
        new($@"\b(?i:i|i'?m|we|my|our|me|us|come|meet)\b[^.!?]{{0,40}}\b\d{{1,4}}[a-z]?,?\s+{Street}", Options),
        new($@"\b(?i:i|we)\s+(?i:live)\s+(?i:on|at|in|near)\s+{Street}", Options),
        new(@"\b(?i:post\s?code|live|address|home)\b.{0,30}\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b.{0,30}\b(?i:post\s?code|live|address|home)\b", Options),
    ];

    private static readonly Regex NumberRun = new(@"[+(]*\d[\d ().\-/]*\d", Options);
    private static readonly Regex NumberContext = new(@"\b(phone|mobile|mob|cell|tel|telephone|number|numbers|call|text|ring|whatsapp|bell|landline)\b[^\d+]{0,25}$", AnyCase);
    private static readonly Regex AmericanNumber = new(@"^\(?\d{3}[) .\-]{1,2}\d{3}[ .\-]\d{4}$", Options);
    private static readonly Regex WordBreak = new(@"[\s\-,.;:!?]+", Options);

    // "07700nine00one23", "o7700 9oo 333".
    private static readonly Regex DigitAsWord = new(@"\d(zero|nought|one|two|three|four|five|six|seven|eight|nine)", AnyCase);

    private static readonly Dictionary<string, string> NumberWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = "0", ["oh"] = "0", ["nought"] = "0", ["one"] = "1", ["two"] = "2", ["three"] = "3", ["four"] = "4", ["five"] = "5",
        ["six"] = "6", ["seven"] = "7", ["eight"] = "8", ["nine"] = "9", ["hundred"] = "00", ["sevens"] = "7", ["double"] = "", ["triple"] = "",
    };

    /// <summary>Whether a text seems to tell how to reach or find somebody.</summary>
    public static bool AreIn(string text)
    {
        // Full-width digits and signs are those of ASCII, moved.
        var plain = string.Concat(text.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));
        return Array.Exists(Signs, sign => sign.IsMatch(plain)) || HasNumber(Digits(plain)) || HasSpelledNumber(plain);
    }

    private static bool HasNumber(string text)
    {
        foreach (var match in NumberRun.EnumerateMatches(text))
            if (IsTelephone(text, match.Index, text.AsSpan(match.Index, match.Length).ToString())) return true;
        return false;
    }

    /// <summary>Dates, years, quantities and book numbers have other shapes than a telephone number; what is short is one only where it is called so.</summary>
    private static bool IsTelephone(string text, int at, string run)
    {
        // The rest of a word or of a decimal, as in a DOI.
        if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is ',' or '.')) return false;
        var digits = string.Concat(run.Where(char.IsAsciiDigit));
        if (digits.Length is < 6 or > 15 || digits.StartsWith("978", StringComparison.Ordinal) || digits.All(d => d is '0' or '1')) return false;
        var groups = run.Split([' ', '(', ')', '.', '-', '/', '+'], StringSplitOptions.RemoveEmptyEntries);
        if (groups.All(g => g.Length == 4 && g[0] is '1' or '2')) return false;
        if (digits.Length >= 10 && (digits[0] == '0' || run[0] == '+')) return true;
        return AmericanNumber.IsMatch(run) || (digits.Length >= 7 && NumberContext.IsMatch(text[Math.Max(0, at - 60)..at]));
    }

    private static string Digits(string text)
    {
        var folded = new StringBuilder(DigitAsWord.Replace(text, found => found.Value[..1] + NumberWords[found.Value[1..]]));
        for (var i = 0; i < folded.Length; i++)
            if (folded[i] is 'o' or 'O' && ((i > 0 && char.IsAsciiDigit(folded[i - 1])) || (i + 1 < folded.Length && char.IsAsciiDigit(folded[i + 1])))) folded[i] = '0';
        return folded.ToString();
    }

    /// <summary>Seven digits or more, most of them said as words, one after the other.</summary>
    private static bool HasSpelledNumber(string text)
    {
        var (digits, words, times) = (0, 0, 1);
        foreach (var word in WordBreak.Split(text))
        {
            var number = NumberWords.TryGetValue(word, out var said) ? said : word.Length > 0 && word.All(char.IsAsciiDigit) ? word : null;
            if (number is null) (digits, words, times) = (0, 0, 1);
            else if (number.Length == 0) times = word.StartsWith("d", StringComparison.OrdinalIgnoreCase) ? 2 : 3;
            else
            {
                digits += number.Length * times;
                words += said is null ? 0 : 1;
                times = 1;
            }
            if (digits >= 8 && words >= 6) return true;
        }
        return false;
    }
}
