package dev.agentpool.config;

import dev.agentpool.budget.Reservation;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A pool as its files describe it.
 *
 * @param id made of the name and the directory
 * @param directory the project directory, absolute and real
 * @param user the user's layer of settings
 * @param project the project's layer
 * @param reserve what to reserve for a task without a cap or history
 * @param scaling how many slots it may be given while it runs
 * @param supervision what becomes of slots whose agents keep failing
 */
public record PoolConfig(
    PoolId id,
    String name,
    Path directory,
    List<SlotConfig> slots,
    Settings user,
    Settings project,
    Caps caps,
    Reservation reserve,
    Scaling scaling,
    Supervision supervision) {
  public static final int MAX_SLOTS = 1_000;

  /** With the built-in ways of scaling and supervision. */
  public PoolConfig(
      String name,
      Path directory,
      List<SlotConfig> slots,
      Settings user,
      Settings project,
      Caps caps,
      Reservation reserve) {
    this(
        name,
        directory,
        slots,
        user,
        project,
        caps,
        reserve,
        Scaling.STANDARD.reaching(slots.size()),
        Supervision.STANDARD);
  }

  public PoolConfig {
    slots = List.copyOf(slots);
  }

  /** Of this name in this directory. */
  public PoolConfig(
      String name,
      Path directory,
      List<SlotConfig> slots,
      Settings user,
      Settings project,
      Caps caps,
      Reservation reserve,
      Scaling scaling,
      Supervision supervision) {
    this(
        idOf(name, directory),
        name,
        directory,
        slots,
        user,
        project,
        caps,
        reserve,
        scaling,
        supervision);
  }

  private static PoolId idOf(String name, Path directory) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String head = slug.isEmpty() ? "pool" : slug.substring(0, Math.min(40, slug.length()));
    return new PoolId(head + "-" + hash(directory.toString()));
  }

  /** The same pool with other slots. */
  public PoolConfig withSlots(List<SlotConfig> changed) {
    return new PoolConfig(
        id, name, directory, changed, user, project, caps, reserve, scaling, supervision);
  }

  public PoolRecord record() {
    return new PoolRecord(id, name, directory.toString(), caps);
  }

  /** The task's layer over the slot's, the project's and the user's. */
  public Settings resolve(SlotConfig slot, Settings task) {
    Settings all = task.over(slot.settings().over(project.over(user)));
    boolean unasked =
        all.get(SettingKeys.UNATTENDED_MODE) && all.find(SettingKeys.PERMISSION_MODE).isEmpty();
    return unasked ? all.with(SettingKeys.PERMISSION_MODE, PermissionMode.DONT_ASK) : all;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
