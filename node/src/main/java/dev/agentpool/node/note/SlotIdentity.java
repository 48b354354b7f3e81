package dev.agentpool.node.note;

import dev.agentpool.config.SlotConfig;
import dev.agentpool.node.pause.Json;
import dev.agentpool.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  private static final int MOST_NAME = 200;
  private static final int MOST_DESCRIPTION = 10_000;
  static final SlotIdentity NONE = new SlotIdentity(null, null, null, null);

  static SlotIdentity read(String text) {
    JsonNode json = Json.object(text);
    return new SlotIdentity(
        text(json, "name"),
        text(json, "role"),
        text(json, "description"),
        json.has("settings") ? Settings.read(Json.plain(json.get("settings"))) : null);
  }

  private static @Nullable String text(JsonNode json, String member) {
    return json.hasNonNull(member) ? json.get(member).asString() : null;
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
