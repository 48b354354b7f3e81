package dev.agentpool.ledger.codec;

import dev.agentpool.settings.Settings;

/** A layer of settings as one JSON object. */
public final class SettingsCodec {
  private SettingsCodec() {}

  public static String write(Settings settings) {
    return Json.write(settings.plain());
  }

  public static Settings read(String json) {
    return Settings.read(Json.readObject(json));
  }
}
