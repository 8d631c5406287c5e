using Ramify.Web.Tests;

[assembly: AssemblyFixture(typeof(RunningSite))]
