package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the template of preferences. */
@CommandLine.Command(
    name = "preferences init",
    description = "Write preferences.md for you to change. One that is there stays.",
    footer = {"", "Example:", "  agentpool preferences init"})
final class PreferencesInitCommand extends Command {
  @Mixin PreferencesFile file = new PreferencesFile();

  @Option(
      names = {"--force", "--yes"},
      description = "Replace the one that is there; it is kept as preferences.md.bak.")
  boolean force;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  boolean dryRun;

  @Override
  public int run(Surroundings here) {
    OwnFile own = new OwnFile(file.path(here));
    if (dryRun) {
      JsonObject plan = own.plan(force).put("resource_uri", PreferencesFile.RESOURCE);
      boolean would = force || !own.exists();
      say(here, plan, (would ? "would write " : "would leave ") + own.path());
      return ExitCode.DONE;
    }
    OwnFile.Ensured ensured = own.ensure(PreferencesFile.template(here), force);
    JsonObject told = Json.object();
    if (json && file.payload(here).value() instanceof Map<?, ?> members) {
      members.forEach((name, value) -> told.put(String.valueOf(name), value));
    }
    say(
        here,
        ensured.into(told),
        ensured.changed() ? own.path().toString() : Objects.requireNonNull(ensured.reason()));
    return ExitCode.DONE;
  }

  private void say(Surroundings here, JsonObject told, String line) {
    if (json) {
      here.terminal().printJson(told);
    } else {
      here.terminal().print(line);
    }
  }
}
