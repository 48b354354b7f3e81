package dev.agentpool.node.note;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Drained;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a running pool was told about its slots, and lies over its file: which there are, and who
 * each is. Kept as notes in the ledger, so it survives the daemon.
 *
 * <p>A note about the number of slots counts as long as the file asks for as many as it did when
 * the pool was scaled: an edit of the file is the newer word.
 */
public final class SlotNotes {
  /** By slot id. */
  static final Space<SlotIdentity> IDENTITIES =
      new Space<>(
          "slot",
          Codec.of(SlotIdentity::text, SlotIdentity::read),
          NoteBound.of(500_000, 1_000_000));

  static final Space<Scaled> SCALING =
      new Space<>("scaling", Codec.of(Scaled::text, Scaled::read), NoteBound.of(500_000, 500_100));

  /** The one key of {@link #SCALING}. */
  private static final String SLOTS = "slots";

  private static final Set<String> SPACES =
      Set.of(IDENTITIES.name(), SCALING.name(), Drained.SPACE.name());
  private static final Pattern NUMBERED = Pattern.compile("slot-(\\d{1,9})");
  private final Ledger ledger;
  private final Notes<SlotIdentity> identities;
  private final Notes<Scaled> scaling;

  public SlotNotes(Ledger ledger) {
    this.ledger = ledger;
    this.identities = IDENTITIES.in(ledger);
    this.scaling = SCALING.in(ledger);
  }

  /** Whether a change in the space concerns how a pool's slots look, or whether it works at all. */
  public static boolean concerns(String space) {
    return SPACES.contains(space);
  }

  public boolean drained(PoolId pool) {
    return Drained.isSo(ledger, pool);
  }

  /** The pool of the file as it was scaled and as its slots were named since. */
  public PoolConfig over(PoolConfig file) {
    Map<String, SlotConfig> slots = new LinkedHashMap<>();
    ids(file, scaled(file.id())).forEach(id -> slots.put(id, bare(id)));
    file.slots().forEach(slot -> slots.replace(slot.id(), slot));
    for (Noted<SlotIdentity> identity : identities.list(file.id())) {
      slots.computeIfPresent(identity.key(), (_, slot) -> identity.value().over(slot));
    }
    return file.withSlots(List.copyOf(slots.values()));
  }

  public static SlotConfig bare(String id) {
    return new SlotConfig(id, null, null, null, Settings.EMPTY);
  }

  public Optional<Noted<Scaled>> scaled(PoolId pool) {
    return scaling.find(pool, SLOTS);
  }

  /** Which slots the pool of the file has, as it was scaled. */
  public static List<String> ids(PoolConfig file, Optional<Noted<Scaled>> scaled) {
    return scaled
        .map(Noted::value)
        .filter(now -> now.fileSlots() == file.slots().size())
        .map(Scaled::ids)
        .orElseGet(() -> file.slots().stream().map(SlotConfig::id).toList());
  }

  /** The number of the next new slot: above every one that there ever was. */
  public static int nextNumber(PoolConfig file, Optional<Noted<Scaled>> scaled, List<String> now) {
    int next = Math.max(scaled.map(Noted::value).map(Scaled::next).orElse(0), file.slots().size());
    for (String id : now) {
      Matcher numbered = NUMBERED.matcher(id);
      if (numbered.matches()) {
        next = Math.max(next, Integer.parseInt(numbered.group(1)) + 1);
      }
    }
    return next;
  }

  /**
   * @param before as it was when the slots were thought of
   * @return whether it was so still; else nothing is changed
   */
  public boolean scale(
      PoolConfig file, Optional<Noted<Scaled>> before, List<String> ids, int next) {
    Scaled after = new Scaled(ids, next, file.slots().size());
    Reply<Noted<Scaled>> reply =
        before.isPresent()
            ? scaling.replace(file.id(), before.get(), after)
            : scaling.add(file.id(), SLOTS, after);
    if (reply instanceof Reply.Refused<Noted<Scaled>>(Refusal refusal)
        && refusal.code() == Refusal.Code.NOTE_CHANGED) {
      return false;
    }
    reply.orThrow();
    return true;
  }

  /** Changes what is not null; an empty text goes back to the file's. */
  public void configure(PoolId pool, String slot, SlotIdentity changes) {
    identities
        .change(pool, slot, before -> changes.changing(before.orElse(SlotIdentity.NONE)))
        .orThrow();
  }

  public void forget(PoolId pool, String slot) {
    identities.remove(pool, slot);
  }
}
