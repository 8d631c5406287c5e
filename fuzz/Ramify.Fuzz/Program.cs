using Ramify.Fuzz;

// fuzz/run [--seconds N] [--reader NAME] [--seed N] [--corpus DIR] [--found DIR]: exit 1 where a reader threw or hung.
var settings = Settings.Of(args);
using var target = Target.Instrumented();

// A harness that finds nothing proves nothing: first it must find a bug that was put there.
var hunt = new Campaign("planted", target.Planted, [[0, 0, 0, 0, 0, 0]], settings with { Found = null });
if (!hunt.FindsWithin(TimeSpan.FromSeconds(30)))
{
    Console.Error.WriteLine($"fuzz: the planted bug was not found; the harness is blind. {hunt.Report}");
    return 1;
}

var corpus = Corpus.Of(settings);
var campaigns = Target.Readers.Where(r => settings.Reader is null || r == settings.Reader)
    .Select(reader => new Campaign(reader, bytes => target.Read(bytes, reader), corpus.For(reader), settings)).ToList();
if (campaigns.Count == 0)
{
    Console.Error.WriteLine($"fuzz: there is no reader {settings.Reader}; take one of {string.Join(", ", Target.Readers)}.");
    return 2;
}
foreach (var campaign in campaigns)
{
    campaign.Run(TimeSpan.FromSeconds((double)settings.Seconds / campaigns.Count));
    Console.WriteLine(campaign.Report);
}
Console.WriteLine($"fuzz: {campaigns.Count} readers, {campaigns.Sum(c => c.Runs):N0} inputs, {campaigns.Sum(c => c.Failures)} failures, seed {settings.Seed}");
return campaigns.All(c => c.Failures == 0) ? 0 : 1;
