package dev.agentpool.provider.turn;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a session's folder remembers of its last turn, for the daemon after this one. Written before
 * the prompt is sent.
 *
 * @param id the turn's UUID
 * @param offset where in {@code out} the turn's lines begin, in bytes
 * @param costBefore what the conversation had cost by then, in USD as the CLI says it; 0 for one
 *     that does not
 * @param sent whether the prompt was handed over entirely; when not, it may or may not have been
 */
public record TurnNote(String id, long offset, double costBefore, boolean sent) {
  public void write(Path folder) {
    String text =
        Json.text(
            Json.object()
                .put("id", id)
                .put("offset", offset)
                .put("cost_before_usd", costBefore)
                .put("sent", sent));
    try {
      Path draft = Files.writeString(folder.resolve("turn.new"), text);
      Files.move(
          draft,
          folder.resolve("turn"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note a turn in " + folder + ": " + e.getMessage(), e);
    }
  }

  public static Optional<TurnNote> read(Path folder) {
    Path file = folder.resolve("turn");
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      JsonNode note =
          Json.parse(BoundedFile.text(file)).orElseThrow(() -> new IOException("not a note"));
      return Optional.of(
          new TurnNote(
              note.path("id").asString(),
              note.path("offset").asLong(),
              note.path("cost_before_usd").asDouble(),
              note.path("sent").asBoolean()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
