package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Members;
import dev.agentpool.cli.command.SettingFlag;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Says who a slot is and how it works. */
@CommandLine.Command(
    name = "slot set",
    description =
        "Give a slot a name, a role and settings of its own; \"\" goes back to the file's.",
    footer = {"", "Example:", "  agentpool slot set slot-1 --role reviewer --set model=opus"})
final class SlotSetCommand extends NamedSlot {
  @Option(names = "--name", paramLabel = "NAME", description = "What it is called.")
  @Nullable String name;

  @Option(names = "--role", paramLabel = "ROLE", description = "What it is there for.")
  @Nullable String role;

  @Option(names = "--description", paramLabel = "TEXT", description = "More about it.")
  @Nullable String description;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of its tasks, in place of all set so before; the value is JSON or text.")
  List<String> set = new ArrayList<>();

  @Option(names = "--no-settings", description = "Go back to the file's settings.")
  boolean noSettings;

  @Override
  public int run(Surroundings here) {
    if (noSettings && !set.isEmpty()) {
      throw CliException.usage("--set and --no-settings exclude each other");
    }
    JsonObject settings = Json.object();
    for (String pair : set) {
      SettingFlag.put(settings, pair);
    }
    JsonObject request =
        request(here)
            .putIfThere("name", name)
            .putIfThere("role", role)
            .putIfThere("description", description);
    request.putIfThere("settings", set.isEmpty() && !noSettings ? null : settings);
    if (name == null && role == null && description == null && set.isEmpty() && !noSettings) {
      throw CliException.usage("slot set needs --name, --role, --description or --set");
    }
    Json found = here.daemon().patch(path(""), request);
    if (json) {
      here.terminal().printJson(found);
    } else {
      Members.print(here.terminal(), found);
    }
    return ExitCode.DONE;
  }
}
