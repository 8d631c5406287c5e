namespace Ramify.Formats.Tests;

/// <summary>Tests that watch time or memory of the whole process: one after the other.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
