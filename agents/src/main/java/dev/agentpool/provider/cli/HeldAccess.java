package dev.agentpool.provider.cli;

import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Walls;
import dev.agentpool.settings.WorkspaceMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What an agent CLI may do, and whether it can be held to that. */
public final class HeldAccess {
  private HeldAccess() {}

  /** What the settings let an agent do: nothing is written in a workspace that is read only. */
  public static Access of(Settings settings) {
    return settings.get(SettingKeys.WORKSPACE) == WorkspaceMode.READ_ONLY
        ? Access.READ
        : settings.access();
  }

  /**
   * Why the CLI cannot be held to what the settings say.
   *
   * @param to what it can be held to, and how
   * @param needsWalls whether only agentpool's walls hold it there
   */
  public static <H> Optional<String> objection(
      String cli, Map<Access, H> to, Predicate<H> needsWalls, Settings settings) {
    Access access = of(settings);
    H how = to.get(access);
    if (how == null) {
      return Optional.of(
          cli
              + " cannot be held to access = \""
              + access.wireName()
              + "\"; it can to: "
              + String.join(
                  ", ", new TreeSet<>(to.keySet().stream().map(Access::wireName).toList())));
    }
    return needsWalls.test(how) && settings.find(SettingKeys.WALLS).orElse(null) == Walls.OFF
        ? Optional.of(
            openTo(cli, access) + "take walls = \"off\" away, or choose access = \"full\"")
        : Optional.empty();
  }

  /** Why an access does not hold without walls. */
  public static String openTo(String cli, Access access) {
    return cli
        + " is held to access = \""
        + access.wireName()
        + "\" by agentpool's walls alone, and there are none: ";
  }
}
