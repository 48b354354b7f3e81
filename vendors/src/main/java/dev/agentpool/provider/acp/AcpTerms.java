package dev.agentpool.provider.acp;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.protocol.Json;
import dev.agentpool.settings.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each conversation of a session is begun with, kept in its folder for the daemon after this
 * one.
 *
 * @param directory where the agent works
 * @param access what the agent may do
 * @param servers MCP servers, as ACP writes them
 * @param model asked for by a request; null for the agent's own choice
 * @param mode of the agent's own that is asked for; null for the one it begins in
 * @param table what a person said of the agent, but for how it is started; empty for one that is
 *     known
 * @param preface what is put in front of a conversation's first prompt; empty for nothing
 */
record AcpTerms(
    String directory,
    Access access,
    JsonNode servers,
    @Nullable String model,
    @Nullable String mode,
    Map<String, Object> table,
    String preface) {
  static final String FILE = "acp.json";

  String text() {
    ObjectNode text = Json.object().put("directory", directory).put("access", access.name());
    text.set("servers", servers);
    if (!table.isEmpty()) {
      text.set("table", Json.node(new TreeMap<>(table)));
    }
    return Json.text(text.put("model", model).put("mode", mode).put("preface", preface));
  }

  static AcpTerms read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      JsonNode terms =
          Json.parse(Files.exists(file) ? BoundedFile.text(file) : "")
              .orElseThrow(() -> new IOException("it does not say how conversations begin"));
      return new AcpTerms(
          Json.text(terms, "directory", "/"),
          Access.valueOf(Json.text(terms, "access", Access.READ.name())),
          terms.path("servers"),
          textOrNull(terms.path("model")),
          textOrNull(terms.path("mode")),
          Json.plain(terms.path("table")),
          Json.text(terms, "preface", ""));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  ObjectNode opening() {
    ObjectNode params = Json.object().put("cwd", directory);
    params.set("mcpServers", servers);
    return params;
  }
}
