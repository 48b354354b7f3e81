package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Describes a pool for a project. Asks no daemon. */
@CommandLine.Command(
    name = "init",
    description = "Write .agent-pool/pool.toml into the project directory.",
    footer = {"", "Example:", "  agentpool init --slots 4 --workspace worktree"})
final class InitCommand extends Command {
  private static final int MAX_SLOTS = 1_000;
  private static final List<String> MODES = List.of("shared", "worktree", "clone", "read_only");
  private static final List<String> PROVIDERS =
      List.of(
          "claude",
          "scripted",
          "codex-cli",
          "opencode",
          "gemini-cli",
          "qwen-code",
          "copilot-cli",
          "droid-cli");

  @Option(
      names = {"-C", "--dir"},
      paramLabel = "DIR",
      description =
          "The project directory; else the git repository's top, else the working directory.")
  @Nullable String dir;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The pool's name; else the directory's.")
  @Nullable String name;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many agents work at once.")
  int slots;

  @Option(
      names = "--workspace",
      paramLabel = "MODE",
      description = "shared, worktree, clone or read_only.")
  @Nullable String workspace;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      defaultValue = "claude",
      description =
          "claude, scripted, codex-cli, opencode, gemini-cli, qwen-code, copilot-cli or droid-cli.")
  String provider = "claude";

  @Option(names = "--force", description = "Replace the file that is there.")
  boolean force;

  @Override
  public int run(Surroundings here) {
    if (slots < 1 || slots > MAX_SLOTS) {
      throw CliException.usage("--slots must be 1 to " + MAX_SLOTS + ", not " + slots);
    }
    requireOneOf("--provider", provider, PROVIDERS);
    if (workspace != null) {
      requireOneOf("--workspace", workspace, MODES);
    }
    Path project = project(here);
    String mode =
        workspace != null
            ? workspace
            : ProjectDirectory.isInRepository(project) ? "worktree" : "shared";
    boolean needsGit = mode.equals("worktree") || mode.equals("clone");
    if (needsGit && !ProjectDirectory.isInRepository(project)) {
      throw CliException.usage(
          mode + "s need a git repository, and " + project + " is in none (git init makes one)");
    }
    Path last = project.getFileName();
    String named = name != null ? name : last == null ? "pool" : last.toString();
    Path file = new PoolFile(named, slots, provider, mode).write(project, force);
    if (json) {
      here.terminal()
          .printJson(Json.object().put("file", file.toString()).put("dir", project.toString()));
    } else {
      here.terminal().print(file.toString());
      if (mode.equals("shared")) {
        here.terminal()
            .say(
                Colour.YELLOW,
                "agents work in "
                    + project
                    + " itself (workspace = \"shared\")"
                    + (workspace == null
                        ? ": there is no git repository, so none gets a worktree of its own"
                        : ""));
      }
      if (ProjectDirectory.isInRepository(project)) {
        here.terminal()
            .say(
                "commit it if the others who work here are to have the same pool (nothing else is written here)");
      }
      here.terminal()
          .say("next: agentpool doctor, then agentpool run \"what does this project do?\"");
    }
    return ExitCode.DONE;
  }

  /** What no pool could be opened with is not written. */
  private static void requireOneOf(String option, String said, List<String> known) {
    if (!known.contains(said)) {
      throw CliException.usage(
          option + " must be one of " + String.join(", ", known) + ", not '" + said + "'");
    }
  }

  private Path project(Surroundings here) {
    if (dir == null) {
      return ProjectDirectory.repositoryOr(here.directory());
    }
    Path named = here.directory().resolve(dir).normalize();
    if (!Files.isDirectory(named)) {
      throw CliException.usage("there is no directory " + named);
    }
    return named;
  }
}
