package dev.agentpool.ledger.space;

import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NoteReadings;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.pool.PoolId;
import java.util.List;
import java.util.Optional;

/**
 * The words that live sessions were told while they work, and have not heard. A ledger puts them
 * there itself, and makes turns of those that are left when a turn is over.
 */
public final class Words {
  /** So many wait for one session at most. */
  public static final int MOST = 100;

  /** By {@link #key}, which sorts them by session and then as they were said. */
  public static final Space<Word> SPACE =
      new Space<>(
          "words", Codec.of(Words::write, Words::read), NoteBound.of(2_000_000, 64_000_000));

  private Words() {}

  public static String key(Word word) {
    return "%s:%010d".formatted(word.session(), word.n());
  }

  /** Whether the note of that key is a word to this session. */
  public static boolean isTo(SessionId session, String key) {
    return key.startsWith(session + ":");
  }

  /** Those of one session, as they were said. */
  public static List<Word> to(SessionId session, PoolId pool, NoteReadings notes) {
    return notes.notes(pool, SPACE.name()).stream()
        .filter(note -> isTo(session, note.key()))
        .flatMap(note -> readable(note.value()).stream())
        .toList();
  }

  /** One that is none stands in nobody's way; whoever lists the space sets it aside. */
  private static Optional<Word> readable(String written) {
    try {
      return Optional.of(read(written));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** Three lines, then the text as it is. */
  private static String write(Word word) {
    String by = word.by().replaceAll("[\\r\\n\\x00]", " ");
    return word.session() + "\n" + word.n() + "\n" + by + "\n" + word.text();
  }

  private static Word read(String written) {
    String[] parts = written.split("\n", 4);
    if (parts.length < 4) {
      throw new IllegalArgumentException("it has not three lines before its text");
    }
    return new Word(new SessionId(parts[0]), Integer.parseInt(parts[1]), parts[2], parts[3]);
  }
}
