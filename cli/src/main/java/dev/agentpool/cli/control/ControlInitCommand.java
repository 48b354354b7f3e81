package dev.agentpool.cli.control;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.guide.OwnFile;
import dev.agentpool.cli.guide.PreferencesFile;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Writes the user's own files (spec control-plane 18, init). */
@CommandLine.Command(
    name = "control init",
    description =
        "Write your config.toml, short and with nothing set, and preferences.md beside it. What is"
            + " there stays.",
    footer = {"", "Example:", "  agentpool control init --dry-run"})
final class ControlInitCommand extends Command {
  private static final List<String> NEXT =
      List.of("agentpool control doctor", "agentpool setup all", "agentpool setup cursor");

  private static final String CONFIG =
      """
      # Your settings for all pools, and what only you may say. What is not said here is built in;
      # agentpool config show tells what holds and from where.

      # [settings]
      # model = "sonnet"
      # workspace = "worktree"   # shared, worktree, clone or read_only

      # model_catalog_paths = ["models.json"]   # lists of models over the one that ships
      """;

  @Option(names = "--path", paramLabel = "FILE", description = "Another file than config.toml.")
  @Nullable String path;

  @Option(
      names = {"--force", "--yes"},
      description = "Replace what is there; it is kept with .bak at its end.")
  boolean force;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  boolean dryRun;

  @Override
  public int run(Surroundings here) {
    Path file =
        path == null
            ? here.daemon().home().root().resolve("config.toml")
            : here.directory().resolve(path).normalize();
    OwnFile config = new OwnFile(file);
    OwnFile preferences = new OwnFile(file.resolveSibling("preferences.md"));
    if (dryRun) {
      return plan(here, config, preferences);
    }
    OwnFile.Ensured written = config.ensure(CONFIG, force);
    OwnFile.Ensured said = preferences.ensure(PreferencesFile.template(here), force);
    if (!json) {
      Stream.of(config, preferences).forEach(own -> here.terminal().print(own.path().toString()));
      if (!written.changed() || !said.changed()) {
        here.terminal().say("what was there stays; --force replaces it");
      }
      return ExitCode.DONE;
    }
    List<String> providers =
        here.daemon().get("/v1/inventory?include_usage=false").get("providers").items().stream()
            .map(one -> one.text("id"))
            .toList();
    here.terminal()
        .printJson(
            written
                .into(Json.object())
                .put("config_path", file.toString())
                .put(
                    "preferences",
                    said.into(Json.object().put("path", preferences.path().toString())))
                .put("providers", providers)
                .put("next_commands", NEXT));
    return ExitCode.DONE;
  }

  private int plan(Surroundings here, OwnFile config, OwnFile preferences) {
    boolean writes = force || !config.exists();
    boolean backs = force && config.exists();
    JsonObject told =
        Json.object()
            .put("dry_run", true)
            .put("changed", false)
            .put("config_path", config.path().toString())
            .put("would_write_config", writes)
            .put("would_backup_config", backs)
            .put("backup_path", backs ? config.backup().toString() : null)
            .put("preferences", preferences.plan(force))
            .put("next_commands", NEXT);
    if (json) {
      here.terminal().printJson(told);
    } else {
      here.terminal().print((writes ? "would write " : "would leave ") + config.path());
      boolean also = force || !preferences.exists();
      here.terminal().print((also ? "would write " : "would leave ") + preferences.path());
    }
    return ExitCode.DONE;
  }
}
