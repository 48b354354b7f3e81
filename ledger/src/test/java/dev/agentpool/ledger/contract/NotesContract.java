package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.NotePut.Expected;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.SetAside;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Notes, and the typed spaces over them: what the pool's small things stand on. */
public abstract class NotesContract extends LedgerContract {
  private static final NoteBound BOUND = NoteBound.of(50, 100);
  private static final Space<Integer> NUMBERS =
      new Space<>(
          "numbers", Codec.of(String::valueOf, Integer::parseInt), new NoteBound(10, 1_000, 3));

  private List<Note> put(String space, String... keysAndValues) {
    return reply(space, keysAndValues).orThrow();
  }

  private Reply<List<Note>> reply(String space, String... keysAndValues) {
    List<NotePut> puts = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      puts.add(NotePut.of(keysAndValues[i], keysAndValues[i + 1]));
    }
    return ledger.putNotes(POOL, space, puts, BOUND);
  }

  @Test
  void notesArePutReadReplacedAndRemovedInTheOrderOfTheirKeys() {
    put("context", "b", "2");
    put("context", "a", "1", "Z", "ünï\n🙂");
    put("context", "b", "3");
    assertThat(ledger.notes(POOL, "context"))
        .extracting(Note::key, Note::value)
        .containsExactly(tuple("Z", "ünï\n🙂"), tuple("a", "1"), tuple("b", "3"));
    assertThat(ledger.note(POOL, "context", "b").orElseThrow().at()).isEqualTo(START);
    assertThat(ledger.notes(POOL, "other")).isEmpty();
    assertThat(ledger.removeNote(POOL, "context", "b")).isPresent();
    assertThat(ledger.removeNote(POOL, "context", "b")).isEmpty();
    assertThat(ledger.takeNotes(POOL, "context")).hasSize(2);
    assertThat(ledger.takeNotes(POOL, "context")).isEmpty();
  }

  @Test
  void notesMoveFromSpaceToSpaceAtOnce() {
    put("inbox", "1", "a", "2", "b");
    assertThat(ledger.moveNotes(POOL, "inbox", "delivered"))
        .extracting(Note::value)
        .containsExactly("a", "b");
    assertThat(ledger.moveNotes(POOL, "inbox", "delivered")).isEmpty();
    assertThat(ledger.notes(POOL, "inbox")).isEmpty();
    assertThat(ledger.notes(POOL, "delivered")).hasSize(2);
  }

  @Test
  void anEntryOfTheJournalSaysWhichNoteOrSpaceOrTaskItIsOf() {
    long before = ledger.lastSequence();
    put("a space", "a\nkey", "1");
    List<Note> moved = ledger.moveNotes(POOL, "a space", "elsewhere");
    ledger.removeNote(POOL, "elsewhere", "a\nkey");
    TaskId task = submit("x");
    assertThat(ledger.journal(before, 10))
        .extracting(JournalEntry::subject)
        .containsExactly(
            new Subject.OfNote("a space", "a\nkey"),
            new Subject.OfSpace("a space"),
            new Subject.OfNote("elsewhere", "a\nkey"),
            new Subject.OfTask(task));
    assertThat(moved.getFirst().version()).isEqualTo(before + 2);
    assertThat(ledger.journal(0, 1).getFirst().subject()).isEqualTo(Subject.POOL);
  }

  @Test
  void aSpaceOfNotesHasABoundAndAnUnknownPoolHasNone() {
    NoteBound small = new NoteBound(9, 10, 2);
    NotePut full = NotePut.of("a", "12345678");
    ledger.putNotes(POOL, "context", List.of(full), small).orThrow();
    assertRefused(
        ledger.putNotes(POOL, "context", List.of(NotePut.of("b", "1")), small),
        Refusal.Code.INVALID,
        "11 characters",
        "at most 10");
    ledger.putNotes(POOL, "context", List.of(NotePut.of("a", "123456789")), small).orThrow();
    assertRefused(
        ledger.putNotes(POOL, "context", List.of(NotePut.of("a", "1234567890")), small),
        Refusal.Code.INVALID,
        "'a' of 'context' has 10 characters",
        "at most 9");
    put("many", "a", "1", "b", "2");
    assertRefused(
        ledger.putNotes(POOL, "many", List.of(NotePut.of("c", "3")), small),
        Refusal.Code.INVALID,
        "'many' keeps at most 2");
    assertRefused(
        ledger.putNotes(new PoolId("none-1a2b3c4d"), "context", List.of(full), small),
        Refusal.Code.POOL_NOT_FOUND);
  }

  @Test
  void whatIsNotAsExpectedIsRefusedAndNothingOfItIsPut() {
    Note a = put("context", "a", "1").getFirst();
    long before = ledger.lastSequence();
    NotePut beside = NotePut.of("b", "2");
    assertRefused(
        ledger.putNotes(
            POOL, "context", List.of(beside, new NotePut("a", "3", new Expected.Nothing())), BOUND),
        Refusal.Code.NOTE_CHANGED,
        "'a' of 'context' is there already");
    assertRefused(
        ledger.putNotes(
            POOL,
            "context",
            List.of(beside, new NotePut("c", "3", new Expected.Version(a.version()))),
            BOUND),
        Refusal.Code.NOTE_CHANGED,
        "'c' of 'context' is gone");
    assertThat(ledger.lastSequence()).isEqualTo(before);
    assertThat(ledger.notes(POOL, "context")).containsExactly(a);
  }

  @Test
  void theSameTextPutAgainIsAnotherVersion() {
    Note first = put("context", "a", "1").getFirst();
    put("context", "a", "2");
    Note third = put("context", "a", "1").getFirst();
    NotePut stale = new NotePut("a", "4", new Expected.Version(first.version()));
    assertRefused(
        ledger.putNotes(POOL, "context", List.of(stale), BOUND),
        Refusal.Code.NOTE_CHANGED,
        "changed meanwhile");
    assertThat(ledger.note(POOL, "context", "a")).contains(third);
  }

  @Test
  void aKeyOrTextThatNoNoteMayHaveChangesNothing() {
    long before = ledger.lastSequence();
    assertThatThrownBy(() -> put("context", "a", "1", " ", "2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> put("context", "a", "1\0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.lastSequence()).isEqualTo(before);
  }

  // typed spaces

  @Test
  void aThingIsAddedOnceReplacedAsItWasReadAndRemoved() {
    Notes<Integer> numbers = NUMBERS.in(ledger);
    Noted<Integer> one = numbers.add(POOL, "a", 1).orThrow();
    assertRefused(numbers.add(POOL, "a", 2), Refusal.Code.NOTE_CHANGED);
    Noted<Integer> two = numbers.replace(POOL, one, 2).orThrow();
    assertRefused(numbers.replace(POOL, one, 3), Refusal.Code.NOTE_CHANGED);
    assertThat(numbers.find(POOL, "a")).contains(two);
    assertThat(numbers.remove(POOL, "a")).isTrue();
    assertRefused(numbers.replace(POOL, two, 4), Refusal.Code.NOTE_CHANGED);
    assertThat(numbers.list(POOL)).isEmpty();
    assertRefused(numbers.put(POOL, "a", Integer.MIN_VALUE), Refusal.Code.INVALID);
  }

  @Test
  void changesOfManyAtOnceAreAllThere() throws Exception {
    Notes<Integer> numbers = NUMBERS.in(ledger);
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> changing = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        changing.add(
            many.submit(() -> {
              for (int n = 0; n < 5; n++) {
                numbers.change(POOL, "sum", before -> before.orElse(0) + 1).orThrow();
              }
            }));
      }
      for (Future<?> one : changing) {
        one.get();
      }
    }
    assertThat(numbers.find(POOL, "sum").orElseThrow().value()).isEqualTo(40);
  }

  @Test
  void whatCannotBeReadIsSetAsideOnceToldAndKept() {
    put("numbers", "a", "1", "b\n\\n", "two\nlines\n", "c", "12345678901");
    long before = ledger.lastSequence();
    Notes<Integer> numbers = NUMBERS.in(ledger);
    assertThat(numbers.list(POOL)).extracting(Noted::key).containsExactly("a");
    assertThat(numbers.list(POOL)).hasSize(1);
    assertThat(ledger.journal(before, 10))
        .extracting(JournalEntry::kind, JournalEntry::subject)
        .containsExactly(
            tuple(JournalKind.NOTE_SET_ASIDE, new Subject.OfNote("numbers", "b\n\\n")),
            tuple(JournalKind.NOTE_SET_ASIDE, new Subject.OfNote("numbers", "c")));
    assertThat(SetAside.SPACE.in(ledger).list(POOL))
        .extracting(Noted::value)
        .extracting(SetAside::space, SetAside::key, SetAside::text)
        .containsExactly(
            tuple("numbers", "b\n\\n", "two\nlines\n"), tuple("numbers", "c", "12345678901"));
    assertThat(numbers.change(POOL, "c", one -> one.orElse(7)).orThrow().value()).isEqualTo(7);
  }

  @Test
  void whatWasTakenAndCannotBeReadIsKeptAndWhatIsThereByNowStays() {
    Note broken = put("numbers", "a", "one").getFirst();
    ledger.takeNotes(POOL, "numbers");
    put("numbers", "a", "2");
    ledger.setNoteAside(POOL, broken, "no number");
    ledger.setNoteAside(POOL, broken, "no number"); // by another reader
    assertThat(NUMBERS.in(ledger).find(POOL, "a").orElseThrow().value()).isEqualTo(2);
    assertThat(SetAside.SPACE.in(ledger).list(POOL))
        .extracting(Noted::value)
        .containsExactly(new SetAside("numbers", "a", "no number", "one"));
  }
}
