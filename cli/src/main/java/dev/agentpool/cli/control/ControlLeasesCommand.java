package dev.agentpool.cli.control;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Claims of files, in the control plane's flags and JSON (spec control-plane 14, 18). */
@CommandLine.Command(
    name = "control leases",
    description = "Claims of files in the control plane's words; agentpool leases does the same.",
    footer = {
      "",
      "Example:",
      "  agentpool control leases list --json",
      "  agentpool control leases acquire --session-id ap_0123456789ab --file src/Main.java"
    })
final class ControlLeasesCommand extends ProjectCommand {
  private static final long LONGEST_SECONDS = 604_800;

  @Parameters(arity = "0..1", paramLabel = "ACTION", description = "list, acquire or release.")
  String action = "list";

  @Option(names = "--session-id", paramLabel = "ID", description = "A session's id, or a task's.")
  @Nullable String session;

  @Option(names = "--repo", paramLabel = "DIR", description = "The project.")
  @Nullable String repo;

  @Option(
      names = "--all",
      description = "Also those that are over: they are not kept, so the same.")
  boolean all;

  @Option(names = "--file", paramLabel = "FILE", description = "From the project's root.")
  @Nullable String file;

  @Option(names = "--mode", paramLabel = "MODE", description = "read or write.")
  String mode = "write";

  @Option(names = "--ttl-seconds", paramLabel = "N", description = "How long; 0 for no end.")
  @Nullable Long seconds;

  @Option(names = "--lease-id", paramLabel = "ID", description = "The one to let go of.")
  @Nullable String leaseId;

  @Option(names = "--dry-run", description = "Only say what would be let go of.")
  boolean dryRun;

  @Override
  public int run(Surroundings here) {
    return switch (action) {
      case "list" -> list(here);
      case "acquire" -> acquire(here);
      case "release" -> release(here);
      default ->
          throw CliException.usage(
              "agentpool control leases takes list, acquire or release, not \"" + action + "\"");
    };
  }

  private String directory(Surroundings here) {
    Path named = repo == null ? project(here) : here.directory().resolve(repo).normalize();
    return named.toString();
  }

  private int list(Surroundings here) {
    Query query = new Query("/v1/leases").with("dir", directory(here)).with("task_id", session);
    List<Json> leases = here.daemon().get(query.toString()).get("leases").items();
    if (json) {
      List<JsonObject> told = leases.stream().map(ControlLeasesCommand::told).toList();
      here.terminal().printJson(Json.object().put("leases", told));
    } else {
      leases.forEach(one -> here.terminal().print(line(one)));
    }
    return ExitCode.DONE;
  }

  private int acquire(Surroundings here) {
    if (session == null || file == null) {
      throw CliException.usage(
          "--session-id and --file say whose and which; try: agentpool control leases acquire"
              + " --session-id ap_0123456789ab --file src/Main.java");
    }
    if (!List.of("read", "write").contains(mode)) {
      throw new CliException(
          ExitCode.USAGE, "invalid_lease_mode", "--mode takes read or write, not \"" + mode + "\"");
    }
    JsonObject request = Json.object().put("dir", directory(here)).put("task_id", session);
    request.put("file_path", file).put("mode", mode);
    if (seconds != null && (seconds < 0 || seconds > LONGEST_SECONDS)) {
      throw CliException.usage("--ttl-seconds takes 0 to " + LONGEST_SECONDS + ", not " + seconds);
    }
    if (seconds != null && seconds != 0) {
      request.put("ttl_ms", Math.multiplyExact(seconds, 1_000L));
    }
    Json lease = here.daemon().post("/v1/leases", request);
    if (json) {
      here.terminal().printJson(Json.object().put("ok", true).put("lease", told(lease)));
    } else {
      here.terminal().print(line(lease));
    }
    return ExitCode.DONE;
  }

  private int release(Surroundings here) {
    if (leaseId == null && session == null) {
      throw new CliException(
          ExitCode.USAGE,
          "invalid_lease_release",
          "--lease-id or --session-id says which; try: agentpool control leases list --json");
    }
    if (dryRun) {
      JsonObject plan =
          Json.object().put("ok", true).put("dry_run", true).put("would_release", true);
      plan.put("lease_id", leaseId).put("session_id", session).put("file_path", file);
      say(here, plan, "would let go of " + (leaseId == null ? "those of " + session : leaseId));
      return ExitCode.DONE;
    }
    Query query =
        new Query("/v1/leases")
            .with("dir", directory(here))
            .with("lease_id", leaseId)
            .with("task_id", session)
            .with("file_path", file);
    long released = here.daemon().delete(query.toString()).number("released");
    say(here, Json.object().put("ok", true).put("released", released), "released " + released);
    return ExitCode.DONE;
  }

  private void say(Surroundings here, JsonObject told, String line) {
    if (json) {
      here.terminal().printJson(told);
    } else {
      here.terminal().print(line);
    }
  }

  private static JsonObject told(Json lease) {
    return Json.object()
        .put("id", lease.text("id"))
        .put("session_id", lease.text("task_id"))
        .put("repo_path", lease.text("repo_path"))
        .put("file_path", lease.text("file_path"))
        .put("mode", lease.text("mode"))
        .put("expires_at", time(lease, "expires_at_ms"))
        .put("created_at", time(lease, "created_at_ms"))
        .put("released_at", null)
        .put("metadata", Json.object());
  }

  private static @Nullable String time(Json lease, String member) {
    return lease.get(member).isNull()
        ? null
        : Instant.ofEpochMilli(lease.number(member)).toString();
  }

  private static String line(Json lease) {
    String until = time(lease, "expires_at_ms");
    return String.join(
            " ",
            lease.text("id"),
            lease.text("mode"),
            lease.text("file_path"),
            lease.text("task_id"))
        + (until == null ? "" : " until " + until);
  }
}
