package dev.agentpool.node.parts;

import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Walls;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether walls can be put around sessions on this machine.
 *
 * @param stand whether they can
 * @param why they cannot, in a few words; when they can, what they are made of
 * @param advice what to do about it; empty when they can
 */
public record WallsHere(boolean stand, String why, String advice) {
  public WallsHere {
    Objects.requireNonNull(why, "why is null");
    Objects.requireNonNull(advice, "advice is null");
  }

  /** As a result says it. */
  public String told() {
    return stand ? "workspace" : "off: " + why;
  }

  /** What holds for a slot with these settings, and why, for people. */
  public String of(Settings settings) {
    Optional<Walls> asked = settings.find(SettingKeys.WALLS);
    if (asked.isPresent() && asked.get() == Walls.OFF) {
      return "off: the setting walls says so";
    }
    if (!stand) {
      return asked.isEmpty() ? told() : "none can stand, so no task starts: " + why + "; " + advice;
    }
    List<String> more = settings.find(SettingKeys.WRITABLE).orElse(List.of());
    return why
        + (asked.isEmpty() ? ", by default" : ", by the setting walls")
        + (more.isEmpty() ? "" : "; also writable: " + String.join(", ", more));
  }

  /** For a node that puts up none. */
  public static WallsHere none() {
    return new WallsHere(false, "this program puts up none", "run tasks by the daemon");
  }
}
