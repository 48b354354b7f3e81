package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.DoctorFlags;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The machine as the control plane tells it (spec control-plane 19.1). */
@CommandLine.Command(
    name = "control doctor",
    description =
        "Tell what of the machine the control plane uses: terminal, files, agent CLIs. Exit code 4:"
            + " --deep found something that does not work.",
    footer = {"", "Example:", "  agentpool control doctor --deep --privacy --json"})
final class ControlDoctorCommand extends ProjectCommand {
  @Mixin DoctorFlags more = new DoctorFlags();

  @Override
  public int run(Surroundings here) {
    Query query =
        new Query("/v1/inventory").with("dir", project(here)).with("include_usage", false);
    Json inventory = here.daemon().get(query.toString());
    Json deep = more.deep(here);
    Json privacy = more.privacy(here);
    Path state = here.daemon().home().state();
    String tmux = onPath(here, "tmux");
    JsonObject told =
        Json.object()
            .put("tmux", Json.object().put("installed", tmux != null).put("path", tmux))
            .put(
                "terminal_control",
                Json.object().put("enabled", false).put("installed", false).put("path", null))
            .put("config_path", here.daemon().home().root().resolve("config.toml").toString())
            .put("db_path", state.resolve("ledger.db").toString())
            .put("artifact_root", state.resolve("artifacts").toString())
            .put("inventory", inventory)
            .putIfThere("deep", deep.isNull() ? null : whole(deep, inventory))
            .putIfThere("privacy", privacy.isNull() ? null : privacy);
    if (json) {
      here.terminal().printJson(told);
    } else {
      print(here, tmux, inventory, deep, privacy);
    }
    return deep.isNull() || deep.flag("ok") ? ExitCode.DONE : ExitCode.MACHINE;
  }

  private static JsonObject whole(Json deep, Json inventory) {
    JsonObject whole = Json.object();
    if (deep.value() instanceof Map<?, ?> members) {
      members.forEach((name, value) -> whole.put(String.valueOf(name), value));
    }
    return whole.put("inventory", inventory);
  }

  private static void print(
      Surroundings here, @Nullable String tmux, Json inventory, Json deep, Json privacy) {
    here.terminal().print("tmux: " + (tmux == null ? "not on the PATH" : tmux));
    here.terminal().print("config: " + here.daemon().home().root().resolve("config.toml"));
    for (Json one : inventory.get("providers").items()) {
      here.terminal()
          .print(
              one.text("id")
                  + ": "
                  + (one.flag("installed")
                      ? one.text("version") + ", " + one.get("auth").text("status")
                      : "not installed"));
    }
    DoctorFlags.print(here.terminal(), deep, privacy);
  }

  private static @Nullable String onPath(Surroundings here, String program) {
    for (String folder : here.environment().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      Path candidate = here.directory().resolve(folder).resolve(program);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return null;
  }
}
