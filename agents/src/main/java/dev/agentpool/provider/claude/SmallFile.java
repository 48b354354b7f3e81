package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Files of a person or a project that are read whole, up to a megabyte. */
final class SmallFile {
  static final int MOST = 1 << 20;

  private SmallFile() {}

  /** Empty when it is missing, no regular file, unreadable or larger. */
  static Optional<byte[]> bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      return bytes.length > MOST ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<String> text(Path file) {
    return bytes(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Its JSON object; an empty one when there is none. */
  static JsonNode json(Path file) {
    return text(file).flatMap(Json::parse).orElseGet(Json::object);
  }
}
