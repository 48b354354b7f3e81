package dev.agentpool.provider.terminal;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.protocol.Json;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a session's folder tells the daemon after this one: files that are each replaced as a whole.
 */
final class SessionNotes {
  private static final String CONVERSATION = "conversation";
  private static final String BEFORE = "before";
  private static final String RESULT = "result";
  private static final String ASKED = "asked";
  private static final int MOST = 200_000;
  private final Path folder;

  SessionNotes(Path folder) {
    this.folder = folder;
  }

  /**
   * What its conversation is.
   *
   * @param id the CLI's own, or one of ours where it has none that we know
   * @param begun whether it was sent a prompt
   */
  record Conversation(String id, boolean begun) {}

  void conversation(Conversation now) {
    write(CONVERSATION, Json.object().put("conversation", now.id()).put("begun", now.begun()));
  }

  Optional<Conversation> conversation() {
    return read(CONVERSATION)
        .map(note ->
            new Conversation(
                Json.text(note, "conversation", ""), note.path("begun").asBoolean(false)));
  }

  /** What the screen was before a prompt was typed. */
  void before(String turn, String hash) {
    write(BEFORE, Json.object().put("turn", turn).put("screen", hash));
  }

  /** Empty when it is not known of this turn. */
  Optional<String> before(String turn) {
    return read(BEFORE)
        .filter(note -> Json.text(note, "turn", "").equals(turn))
        .map(note -> Json.text(note, "screen", ""));
  }

  /** What came of a turn; kept, since no screen keeps it. */
  record Result(String output, Outcome outcome) {}

  void result(String turn, Result result) {
    Instant until = result.outcome().until();
    write(
        RESULT,
        Json.object()
            .put("turn", turn)
            .put("output", bounded(result.output()))
            .put("code", result.outcome().code().name())
            .put("message", result.outcome().message())
            .put("until", until == null ? null : until.toString()));
  }

  Optional<Result> result(String turn) {
    return read(RESULT)
        .filter(note -> Json.text(note, "turn", "").equals(turn))
        .map(note ->
            new Result(
                Json.text(note, "output", ""),
                new Outcome(
                    OutcomeCode.valueOf(Json.text(note, "code", OutcomeCode.CRASHED.name())),
                    Json.text(note, "message", ""),
                    until(note.path("until")))));
  }

  private static String bounded(String output) {
    return output.length() <= MOST ? output : output.substring(0, MOST) + "…";
  }

  private static @Nullable Instant until(JsonNode node) {
    return node.isString() ? Instant.parse(node.asString()) : null;
  }

  /** How many questions have had their answers. */
  int answered() {
    return read(ASKED).map(note -> note.path("answered").asInt(0)).orElse(0);
  }

  void answered(int count) {
    write(ASKED, Json.object().put("answered", count));
  }

  private void write(String name, ObjectNode text) {
    try {
      Path draft = Files.writeString(folder.resolve(name + ".new"), Json.text(text));
      Files.move(
          draft,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot note " + name + " in " + folder + ": " + e.getMessage(), e);
    }
  }

  private Optional<JsonNode> read(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Json.parse(BoundedFile.text(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
