package dev.agentpool.node.slot;

import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.Note;
import dev.agentpool.node.pause.Json;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What was said about a slot while its pool ran.
 *
 * @param name null for the file's
 */
public record SlotIdentity(
    @Nullable String name,
    @Nullable String role,
    @Nullable String description,
    @Nullable Settings settings) {
  private static final Logger LOG = LoggerFactory.getLogger(SlotIdentity.class);
  private static final int MOST_NAME = 200;
  private static final int MOST_DESCRIPTION = 10_000;
  static final SlotIdentity NONE = new SlotIdentity(null, null, null, null);

  static SlotIdentity read(Note note) {
    JsonNode json = SlotNotes.read(note.value());
    return new SlotIdentity(
        text(json, "name"),
        text(json, "role"),
        text(json, "description"),
        json.has("settings") ? settings(note, json.get("settings")) : null);
  }

  private static @Nullable String text(JsonNode json, String member) {
    return json.hasNonNull(member) ? json.get(member).asString() : null;
  }

  private static @Nullable Settings settings(Note note, JsonNode json) {
    try {
      return json.isObject() ? Settings.read(Json.plain(json)) : null;
    } catch (InvalidSetting e) {
      LOG.warn("the settings noted for {} are left aside: {}", note.key(), e.getMessage());
      return null;
    }
  }

  /** Throws {@link IllegalArgumentException} for texts that no agent should be told. */
  public SlotIdentity checked() {
    check("name", name, MOST_NAME);
    check("role", role, MOST_NAME);
    check("description", description, MOST_DESCRIPTION);
    return this;
  }

  private static void check(String what, @Nullable String text, int most) {
    if (text != null && text.length() > most) {
      throw new IllegalArgumentException(
          "a slot's " + what + " has at most " + most + " characters, not " + text.length());
    }
    if (text != null && text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a slot's " + what + " has a NUL character");
    }
  }

  SlotIdentity changing(SlotIdentity before) {
    return new SlotIdentity(
        name == null ? before.name : name,
        role == null ? before.role : role,
        description == null ? before.description : description,
        settings == null ? before.settings : settings);
  }

  SlotConfig over(SlotConfig file) {
    return new SlotConfig(
        file.id(),
        said(name) ? name : file.name(),
        said(role) ? role : file.role(),
        said(description) ? description : file.description(),
        settings == null ? file.settings() : settings.over(file.settings()));
  }

  private static boolean said(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  String text() {
    Map<String, Object> plain = new LinkedHashMap<>();
    put(plain, "name", name);
    put(plain, "role", role);
    put(plain, "description", description);
    put(plain, "settings", settings == null ? null : settings.plain());
    return Json.text(plain);
  }

  private static void put(Map<String, Object> plain, String member, @Nullable Object value) {
    if (value != null) {
      plain.put(member, value);
    }
  }
}
