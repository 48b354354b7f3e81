package dev.agentpool.node.slot;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.PoolNotes;
import dev.agentpool.node.pause.Json;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a running pool was told about its slots, and lies over its file: which there are, and who
 * each is. Kept as notes in the ledger, so it survives the daemon.
 *
 * <p>A note about the number of slots counts as long as the file asks for as many as it did when
 * the pool was scaled: an edit of the file is the newer word.
 */
public final class SlotNotes {
  /** The space of the slots' identities, by slot id. */
  static final String SPACE = "slot";

  /** Beside {@link PoolNotes#SLOTS}: the next number, and the file's number of slots then. */
  static final String SCALED = "slots_scaled";

  private static final Logger LOG = LoggerFactory.getLogger(SlotNotes.class);
  private static final Pattern NUMBERED = Pattern.compile("slot-(\\d{1,9})");
  private static final long MOST_CHARACTERS = 1_000_000;
  private final Ledger ledger;

  SlotNotes(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Whether a change of the note concerns how a pool's slots look, or whether it works at all. */
  public static boolean concerns(String detail) {
    return detail.startsWith(SPACE + " ") || detail.startsWith(PoolNotes.SPACE + " ");
  }

  boolean drained(PoolId pool) {
    return ledger.note(pool, PoolNotes.SPACE, PoolNotes.DRAINED).isPresent();
  }

  /** The pool of the file as it was scaled and as its slots were named since. */
  PoolConfig over(PoolConfig file) {
    Map<String, SlotConfig> slots = new LinkedHashMap<>();
    ids(file).forEach(id -> slots.put(id, bare(id)));
    file.slots().forEach(slot -> slots.replace(slot.id(), slot));
    for (Note note : ledger.notes(file.id(), SPACE)) {
      slots.computeIfPresent(note.key(), (_, slot) -> SlotIdentity.read(note).over(slot));
    }
    return file.withSlots(List.copyOf(slots.values()));
  }

  public static SlotConfig bare(String id) {
    return new SlotConfig(id, null, null, null, Settings.EMPTY);
  }

  private List<String> ids(PoolConfig file) {
    List<String> ofFile = file.slots().stream().map(SlotConfig::id).toList();
    Optional<Note> noted = ledger.note(file.id(), PoolNotes.SPACE, PoolNotes.SLOTS);
    if (noted.isEmpty() || scaled(file).path("file_slots").asInt(-1) != ofFile.size()) {
      return ofFile;
    }
    List<String> ids = new ArrayList<>();
    read(noted.get().value()).forEach(id -> ids.add(id.asString()));
    return ids;
  }

  private JsonNode scaled(PoolConfig file) {
    return ledger
        .note(file.id(), PoolNotes.SPACE, SCALED)
        .map(note -> read(note.value()))
        .orElseGet(() -> read("{}"));
  }

  static JsonNode read(String json) {
    try {
      return Json.tree(json);
    } catch (JacksonException e) {
      LOG.warn("a note about slots is not understood and left aside: {}", json);
      return Json.tree("{}");
    }
  }

  /** The number of the next new slot: above every one that there ever was. */
  public int nextNumber(PoolConfig file, List<SlotConfig> now) {
    int next = Math.max(scaled(file).path("next").asInt(0), file.slots().size());
    for (SlotConfig slot : now) {
      Matcher numbered = NUMBERED.matcher(slot.id());
      if (numbered.matches()) {
        next = Math.max(next, Integer.parseInt(numbered.group(1)) + 1);
      }
    }
    return next;
  }

  public void putSlots(PoolConfig file, List<String> ids, int next) {
    Map<String, Object> scaled = new LinkedHashMap<>();
    scaled.put("next", next);
    scaled.put("file_slots", file.slots().size());
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(SCALED, Json.text(scaled));
    notes.put(PoolNotes.SLOTS, Json.text(ids));
    ledger.putNotes(file.id(), PoolNotes.SPACE, notes, MOST_CHARACTERS).orThrow();
  }

  /** Changes what is not null; an empty text goes back to the file's. */
  public void configure(PoolId pool, String slot, SlotIdentity changes) {
    SlotIdentity before =
        ledger.note(pool, SPACE, slot).map(SlotIdentity::read).orElse(SlotIdentity.NONE);
    String text = changes.changing(before).text();
    ledger.putNotes(pool, SPACE, Map.of(slot, text), MOST_CHARACTERS).orThrow();
  }

  public void forget(PoolId pool, String slot) {
    ledger.removeNote(pool, SPACE, slot);
  }
}
