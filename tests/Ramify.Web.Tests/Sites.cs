using Ramify.Web.Tests;

[assembly: AssemblyFixture(typeof(RunningSite))]
[assembly: AssemblyFixture(typeof(Chromium))]
