package dev.agentpool.node.launch;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.config.TrustBook;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.Gifts;
import dev.agentpool.session.OwnCommands;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the sessions of a pool are given, worked out by what starts them; and what a person trusts
 * of its project.
 */
public final class GiftViews {
  private final NodeParts parts;
  private final TrustBook trust;

  public GiftViews(NodeParts parts) {
    this.parts = parts;
    this.trust = new TrustBook(parts.home());
  }

  /**
   * The same for all slots with the same settings.
   *
   * @param walls what stands around their sessions, and why
   */
  public record OfSlots(List<String> slots, Gifts gifts, String walls) {
    public OfSlots {
      slots = List.copyOf(slots);
    }
  }

  /**
   * How a project's commands stand.
   *
   * @param trusted whether their content is, as it is now
   * @param changed whether another content was trusted
   */
  public record Trust(OwnCommands commands, boolean trusted, boolean changed) {}

  public List<OfSlots> of(PoolConfig pool) {
    Map<Settings, List<String>> slots = new LinkedHashMap<>();
    for (SlotConfig slot : pool.slots()) {
      slots
          .computeIfAbsent(pool.resolve(slot, Settings.EMPTY), _ -> new ArrayList<>())
          .add(slot.id());
    }
    List<OfSlots> all = new ArrayList<>();
    slots.forEach((settings, ids) -> {
      AgentProvider provider = parts.provider(settings.get(SettingKeys.PROVIDER));
      if (provider != null) {
        SlotBench bench = new SlotBench(parts, () -> pool, ids.getFirst());
        Gifts gifts = provider.gifts(bench.spec(settings, pool.directory(), null, null));
        all.add(new OfSlots(ids, withToken(gifts), parts.walls().of(settings)));
      }
    });
    return all;
  }

  /** Each session gets a token of its own when it is opened. */
  private static Gifts withToken(Gifts gifts) {
    Set<String> names = new TreeSet<>(gifts.environment());
    names.add("AGENTPOOL_SLOT_TOKEN");
    return new Gifts(
        gifts.mcpServers(),
        gifts.plugins(),
        gifts.settings(),
        gifts.texts(),
        List.copyOf(names),
        gifts.withheld());
  }

  public Trust trust(PoolConfig pool) {
    OwnCommands commands = commands(pool);
    boolean trusted = !commands.isEmpty() && commands.isTrustedBy(trust.contents(pool.directory()));
    return new Trust(commands, trusted, !trusted && !trust.contents(pool.directory()).isEmpty());
  }

  /** Why nobody can take what runs in the project for granted; empty when it can be trusted. */
  public String objection(PoolConfig pool) {
    return commands(pool).objection();
  }

  private OwnCommands commands(PoolConfig pool) {
    Settings settings = pool.project().over(pool.user());
    AgentProvider provider = parts.provider(settings.get(SettingKeys.PROVIDER));
    return provider == null ? OwnCommands.NONE : provider.commandsIn(pool.directory());
  }

  /** Takes a person's word for a content; false when the project has another one by now. */
  public boolean trust(PoolConfig pool, String hash) {
    OwnCommands commands = commands(pool);
    if (!commands.hash().equals(hash) || hash.isEmpty() || !commands.objection().isEmpty()) {
      return false;
    }
    trust.trust(pool.directory(), hash);
    return true;
  }

  public boolean revoke(PoolConfig pool) {
    return trust.revoke(pool.directory());
  }
}
