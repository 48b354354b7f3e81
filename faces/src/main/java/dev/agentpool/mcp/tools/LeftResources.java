package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.WorkerOutput;
import dev.agentpool.artifact.ArtifactKind;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.mcp.McpRefused;
import dev.agentpool.mcp.McpResourceTemplate;
import dev.agentpool.mcp.ResourceBody;
import dev.agentpool.operation.ArtifactRows;
import dev.agentpool.operation.Asking;
import dev.agentpool.request.Detail;
import dev.agentpool.request.HolderName;
import dev.agentpool.wire.Untrusted;
import java.nio.file.Path;
import java.util.List;

/** What tasks left as resources (spec control-plane 17.2). */
final class LeftResources {
  private static final String JSON = "application/json";
  private static final int MOST_LINES = 10_000;
  private static final int MOST_BYTES = 64 << 10;
  private final Pool pool;

  LeftResources(Pool pool) {
    this.pool = pool;
  }

  List<McpResourceTemplate> templates() {
    return List.of(
        template(
            "agentpool://sessions/{session_id}/transcript",
            "transcript",
            "The end of a transcript",
            id -> said(id, ArtifactKind.TRANSCRIPT)),
        template(
            "agentpool://sessions/{session_id}/events",
            "events",
            "The end of what happened",
            id -> said(id, ArtifactKind.EVENTS)),
        template(
            "agentpool://artifacts/{session_id}", "artifacts", "What a task left", this::manifest));
  }

  private interface Read {
    Record one(String id) throws Exception;
  }

  /** A file whose words are an agent's. */
  private record Said(
      String sessionId, String kind, String path, boolean exists, WorkerOutput workerOutput) {}

  /** One that may not be read. */
  private record Blocked(boolean blocked, String reason, String kind, String path) {}

  private static McpResourceTemplate template(String form, String name, String title, Read read) {
    return new McpResourceTemplate(
        form,
        name,
        title,
        title + "; untrusted",
        JSON,
        (uri, values) -> {
          try {
            Record told = read.one(values.getOrDefault("session_id", ""));
            return new ResourceBody.Text(uri, JSON, Json.ANSWERS.writeValueAsString(told));
          } catch (Refused refused) {
            throw new McpRefused(String.valueOf(refused.getMessage()));
          }
        });
  }

  private Record manifest(String id) throws Exception {
    var manifest = ArtifactRows.MANIFEST.work().answer(pool.asking(), new HolderName(id));
    return pool.lockdown() ? Lockdown.over(manifest) : manifest;
  }

  private Record said(String id, ArtifactKind kind) {
    Asking asking = pool.asking();
    PoolConfig own = ArtifactRows.poolOf(asking, id);
    var artifacts = asking.engine().artifacts();
    Path path = artifacts.folder(own, id).resolve(kind.file());
    if (pool.lockdown()) {
      return new Blocked(true, Lockdown.REASON, kind.wireName(), path.toString());
    }
    String text =
        kind == ArtifactKind.TRANSCRIPT
            ? artifacts.tail(own, id, MOST_LINES).text()
            : artifacts.events(own, id, MOST_BYTES);
    return new Said(
        id,
        kind.wireName(),
        path.toString(),
        !text.isEmpty(),
        Untrusted.told(text, Detail.FULL, false));
  }
}
