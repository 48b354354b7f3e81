package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Spawns a worker. */
@CommandLine.Command(
    name = "spawn",
    description = "Start an agent CLI on a task as a live session, which you then drive.",
    footer = {
      "",
      "Example:",
      "  agentpool spawn --provider claude-code --task \"Review src/ for races\" --json",
      "  git diff | agentpool spawn --provider codex-cli --task-stdin --role reviewer"
    })
final class SpawnCommand extends LiveCommand {
  @Option(
      names = "--provider",
      required = true,
      paramLabel = "ID",
      description = "Which agent CLI, as agentpool inventory names it. None is chosen for you.")
  String provider = "";

  @Option(names = "--task", paramLabel = "TEXT", description = "What it is to do.")
  @Nullable String task;

  @Option(
      names = {"--task-stdin", "--stdin"},
      description = "Read the task from standard input.")
  boolean stdin;

  @Option(
      names = {"--repo", "-C", "--dir"},
      paramLabel = "DIR",
      description = "The project, or a directory in it; the working directory when absent.")
  @Nullable String repo;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "explorer (the usual one), reviewer, implementer, tester or custom.")
  @Nullable String role;

  @Option(
      names = "--isolation",
      paramLabel = "KIND",
      description = "read_only (the usual one), shared or worktree.")
  @Nullable String isolation;

  @Option(
      names = "--runtime",
      paramLabel = "NAME",
      description = "Only what the CLI is spoken with over anyway; else it is refused.")
  @Nullable String runtime;

  @Option(names = "--model", paramLabel = "MODEL", description = "Which model.")
  @Nullable String model;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description = "Your word for the account it works with; only kept.")
  @Nullable String account;

  @Option(
      names = "--allowed-file",
      paramLabel = "PATH",
      description = "A file that it may change; may be given again.")
  List<String> allowedFiles = new ArrayList<>();

  @Option(
      names = "--max-runtime-seconds",
      paramLabel = "S",
      description = "It is ended after this time, whatever it does.")
  @Nullable Integer maxRuntimeSeconds;

  @Option(
      names = "--max-turns",
      paramLabel = "N",
      description = "How often it may be spoken to after its task.")
  @Nullable Integer maxTurns;

  @Option(
      names = "--supervision",
      paramLabel = "KIND",
      description = "interactive, and nothing else: what it asks waits in the inbox.")
  @Nullable String supervision;

  @Option(
      names = "--initial-prompt-mode",
      paramLabel = "MODE",
      description = "provider_default, and nothing else for what speaks a protocol.")
  @Nullable String initialPromptMode;

  @Option(names = "--reasoning-effort", paramLabel = "EFFORT", description = "As the model has it.")
  @Nullable String effort;

  @Option(names = "--service-tier", paramLabel = "TIER", description = "As the provider has it.")
  @Nullable String serviceTier;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "The same key gives the same session again.")
  @Nullable String idempotencyKey;

  @Override
  public boolean takesDirectory() {
    return true;
  }

  @Override
  public String example() {
    return "agentpool spawn --provider claude-code --task \"Review src/ for races\" --json";
  }

  @Override
  public String hint() {
    return "printf 'Review src/ for races' | agentpool spawn --provider claude-code --task-stdin"
        + " --json";
  }

  @Override
  public int run(Surroundings here) {
    JsonObject body =
        Json.object()
            .put("provider_id", provider)
            .put("task", task(here))
            .put("repo_path", directory(here))
            .putIfThere("role", role)
            .putIfThere("isolation", isolation)
            .putIfThere("runtime", runtime)
            .putIfThere("model", model)
            .putIfThere("account", account)
            .putIfThere("allowed_files", allowedFiles.isEmpty() ? null : allowedFiles)
            .putIfThere("max_runtime_seconds", maxRuntimeSeconds)
            .putIfThere("max_turns", maxTurns)
            .putIfThere("supervision", supervision)
            .putIfThere("initial_prompt_mode", initialPromptMode)
            .putIfThere("reasoning_effort", effort)
            .putIfThere("service_tier", serviceTier)
            .putIfThere("idempotency_key", idempotencyKey);
    Json answer = here.daemon().post(ALL, body);
    if (json) {
      here.terminal().printJson(answer);
    } else {
      print(here.terminal(), answer);
    }
    return ExitCode.DONE;
  }

  private String task(Surroundings here) {
    if (stdin && task != null) {
      throw wrong("INVALID_REQUEST", "--task and --task-stdin both say the task", "");
    }
    if (stdin) {
      String said = Inputs.standardInput(here);
      if (said.isBlank()) {
        throw wrong("INVALID_STDIN", "there is no task on standard input", "");
      }
      return said;
    }
    if (task == null) {
      throw wrong("INVALID_REQUEST", "say the task by --task or --task-stdin", "");
    }
    return task;
  }

  private String directory(Surroundings here) {
    return here.directory().resolve(repo == null ? "" : repo).normalize().toString();
  }

  private static void print(Terminal terminal, Json answer) {
    Json session = answer.get("session");
    String id = answer.text("session_id");
    terminal.print("session: " + id);
    terminal.print("provider: " + session.text("provider_id"));
    terminal.print("role: " + session.text("role"));
    terminal.print("isolation: " + session.text("isolation"));
    terminal.print("state: " + session.text("state"));
    terminal.print("attach: " + answer.text("attach_command"));
    terminal.say(
        "next: agentpool observe "
            + id
            + " --wait-for completed,question,approval_prompt --timeout 45");
  }
}
