package dev.agentpool.provider.terminal;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.protocol.Json;
import dev.agentpool.settings.Access;
import dev.agentpool.terminal.tmux.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * How a session is spoken with, kept in its folder for the daemon after this one.
 *
 * @param tmux the program of its server
 * @param access what the agent may do
 * @param preface what is put in front of the conversation's first prompt; empty for nothing
 */
record TerminalTerms(Path tmux, Access access, String preface, Size size) {
  static final String FILE = "terminal.json";

  String text() {
    return Json.text(
        Json.object()
            .put("tmux", tmux.toString())
            .put("access", access.name())
            .put("preface", preface)
            .put("columns", size.columns())
            .put("rows", size.rows()));
  }

  static TerminalTerms read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      JsonNode terms =
          Json.parse(BoundedFile.text(file))
              .orElseThrow(() -> new IOException("it does not say how its terminal is used"));
      return new TerminalTerms(
          Path.of(Json.text(terms, "tmux", "/usr/bin/tmux")),
          Access.valueOf(Json.text(terms, "access", Access.READ.name())),
          Json.text(terms, "preface", ""),
          new Size(
              terms.path("columns").asInt(Size.USUAL.columns()),
              terms.path("rows").asInt(Size.USUAL.rows())));
    } catch (IOException | IllegalArgumentException e) {
      throw new UncheckedIOException(
          "cannot read " + file + ": " + e.getMessage(),
          e instanceof IOException io ? io : new IOException(e));
    }
  }
}
