package dev.agentpool.mcp.tools;

import dev.agentpool.answer.FileLease;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.LeaseRows;
import dev.agentpool.request.LeaseFilter;
import dev.agentpool.request.LeaseRelease;
import dev.agentpool.request.LeaseRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims of files (spec control-plane 14, 17). A task stands for a session, too. */
final class LeaseTools {
  private static final long LONGEST_SECONDS = Duration.ofDays(7).toSeconds();
  private static final Fields SESSION =
      Fields.NONE.may(
          "session_id",
          Schema.name("a live session's id or a task's; inside a task its own when absent"));

  private LeaseTools() {}

  static List<Tool> all() {
    return List.of(acquire(), list(), release());
  }

  /** A lease as the control plane's users read it. */
  private record Told(
      String id,
      String sessionId,
      String repoPath,
      String filePath,
      String mode,
      Optional<String> expiresAt,
      String createdAt,
      Optional<String> releasedAt,
      Map<String, Object> metadata) {
    static Told of(FileLease lease) {
      return new Told(
          lease.id(),
          lease.taskId(),
          lease.repoPath(),
          lease.filePath(),
          lease.mode(),
          lease.expiresAt().map(Instant::toString),
          lease.createdAt().toString(),
          Optional.empty(), // those that were released are not kept
          Map.of());
    }
  }

  private record Acquired(boolean ok, Told lease) {}

  private record Leases(List<Told> leases) {}

  private static Tool acquire() {
    return Tool.of(
            "acquire_file_lease",
            "Lease a file",
            "Claims a file for a session or task, or renews its claim. Another's claim in the way is an"
                + " error that names it: readers stand beside each other, a writer alone. It ends"
                + " with its holder, when it is released, or after ttl_seconds.")
        .takes(
            SESSION
                .need("file_path", Schema.text("from the project's root"))
                .may("mode", Schema.choice("write when absent", "read", "write"))
                .may("ttl_seconds", Schema.whole(1, LONGEST_SECONDS, "how long")))
        .gives(Fields.answer(Acquired.class))
        .asks(LeaseRows.ACQUIRE)
        .in(Toolset.LEASES)
        .hinted(ToolHints.WRITES_ONCE)
        .does(call ->
            Answer.of(
                new Acquired(
                    true,
                    Told.of(
                        call.ask(
                            LeaseRows.ACQUIRE,
                            new LeaseRequest(
                                said(call, "session_id"),
                                call.text("file_path"),
                                said(call, "mode")
                                    .map(mode ->
                                        mode.equals("read")
                                            ? LeaseRequest.Mode.READ
                                            : LeaseRequest.Mode.WRITE),
                                call.wholeOrNull("ttl_seconds").map(Duration::ofSeconds)))))));
  }

  private static Tool list() {
    return Tool.of("list_file_leases", "List leases", "Tells which files are claimed.")
        .asks(LeaseRows.LIST)
        .takes(SESSION)
        .gives(Fields.answer(Leases.class))
        .in(Toolset.LEASES)
        .reads()
        .does(call ->
            Answer.of(
                new Leases(
                    call
                        .ask(LeaseRows.LIST, new LeaseFilter(said(call, "session_id")))
                        .leases()
                        .stream()
                        .map(Told::of)
                        .toList())));
  }

  private record LetGo(boolean ok, int released) {}

  private static Tool release() {
    return Tool.of(
            "release_file_lease",
            "Release a lease",
            "Lets go of the claim lease_id, or of those of session_id, all or that of file_path.")
        .takes(
            SESSION
                .may("lease_id", Schema.name("of the one to let go of"))
                .may("file_path", Schema.text("from the project's root")))
        .gives(Fields.answer(LetGo.class))
        .asks(LeaseRows.RELEASE)
        .in(Toolset.LEASES)
        .hinted(ToolHints.WRITES_ONCE)
        .does(call ->
            Answer.of(
                new LetGo(
                    true,
                    call.ask(
                            LeaseRows.RELEASE,
                            new LeaseRelease(
                                said(call, "lease_id"),
                                said(call, "session_id"),
                                said(call, "file_path")))
                        .released())));
  }

  private static Optional<String> said(Call call, String name) {
    return Optional.ofNullable(call.textOrNull(name));
  }
}
