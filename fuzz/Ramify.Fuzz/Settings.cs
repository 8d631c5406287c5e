using System.Globalization;

namespace Ramify.Fuzz;

/// <summary>What a run was asked for.</summary>
/// <param name="Seconds">How long, all readers together.</param>
/// <param name="Seed">Of the dice: the same seed makes the same inputs as long as the code is the same.</param>
/// <param name="Reader">The only reader to try; null for all.</param>
/// <param name="Corpus">A folder of further files to begin with.</param>
/// <param name="Found">Where inputs that fail are kept.</param>
internal sealed record Settings(int Seconds, int Seed, string? Reader, string? Corpus, string? Found)
{
    public static Settings Of(string[] arguments)
    {
        string? Value(string name) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
        int Number(string name, int usual) => int.TryParse(Value(name), CultureInfo.InvariantCulture, out var number) ? number : usual;
        return new Settings(Number("--seconds", 40), Number("--seed", 2026), Value("--reader"), Value("--corpus"), Value("--found") ?? Path.Combine(Path.GetTempPath(), "ramify-fuzz"));
    }
}
