package dev.agentpool.provider.rpc;

import dev.agentpool.budget.Money;
import dev.agentpool.process.BoundedFile;
import dev.agentpool.protocol.Json;
import dev.agentpool.task.TokenUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The conversation of a session, in a file of its folder. */
final class KeptConversation {
  private static final String NAME = "conversation";

  private KeptConversation() {}

  static void write(Path folder, Conversation conversation) {
    TokenUsage spent = conversation.spent();
    ObjectNode text = Json.object().put("id", conversation.id());
    text.put("model", conversation.model()).put("begun", conversation.begun());
    text.put("input", spent.input()).put("output", spent.output());
    text.put("cache_read", spent.cacheRead()).put("cache_write", spent.cacheCreation());
    text.put("paid", conversation.paid() == null ? null : conversation.paid().micros());
    try {
      Path draft = Files.writeString(folder.resolve(NAME + ".new"), Json.text(text));
      Files.move(
          draft,
          folder.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot note the conversation in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Empty when there never was one. */
  static Optional<Conversation> read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      JsonNode kept =
          Json.parse(BoundedFile.text(file)).orElseThrow(() -> new IOException("no JSON object"));
      JsonNode model = kept.path("model");
      return Optional.of(
          new Conversation(
              Json.text(kept, "id", ""),
              model.isString() ? model.asString() : null,
              kept.path("begun").asBoolean(true),
              new TokenUsage(
                  kept.path("input").asLong(0),
                  kept.path("output").asLong(0),
                  kept.path("cache_read").asLong(0),
                  kept.path("cache_write").asLong(0)),
              kept.path("paid").isNumber() ? Money.ofMicros(kept.path("paid").asLong()) : null));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
