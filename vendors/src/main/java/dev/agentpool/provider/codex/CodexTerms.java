package dev.agentpool.provider.codex;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.protocol.Json;
import dev.agentpool.provider.cli.HeldAccess;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each conversation of a session is begun with, kept in its folder for the daemon after this
 * one.
 *
 * @param opening the members of {@code thread/start}
 */
record CodexTerms(Access access, JsonNode opening) {
  static final String FILE = "codex.json";

  static CodexTerms of(SessionSpec spec) {
    Settings settings = spec.settings();
    Access access = HeldAccess.of(settings);
    ObjectNode opening = Json.object().put("cwd", spec.workingDirectory().toString());
    opening.put("sandbox", sandbox(access));
    opening.put("approvalPolicy", access == Access.FULL ? "never" : "on-request");
    settings.find(SettingKeys.MODEL).ifPresent(model -> opening.put("model", model));
    settings
        .find(SettingKeys.SYSTEM_PROMPT)
        .ifPresent(text -> opening.put("baseInstructions", text));
    settings
        .find(SettingKeys.APPEND_SYSTEM_PROMPT)
        .ifPresent(text -> opening.put("developerInstructions", text));
    return new CodexTerms(access, opening);
  }

  private static String sandbox(Access access) {
    return switch (access) {
      case READ -> "read-only";
      case EDIT -> "workspace-write";
      case FULL -> "danger-full-access";
    };
  }

  /** A copy, to be added to. */
  ObjectNode begins() {
    return opening.deepCopy() instanceof ObjectNode copy ? copy : Json.object();
  }

  String text() {
    return Json.text(Json.object().put("access", access.name()).set("opening", opening));
  }

  static CodexTerms read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      JsonNode terms =
          Json.parse(Files.exists(file) ? BoundedFile.text(file) : "")
              .orElseThrow(() -> new IOException("it does not say how conversations begin"));
      return new CodexTerms(
          Access.valueOf(Json.text(terms, "access", Access.READ.name())), terms.path("opening"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
