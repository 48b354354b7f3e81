package dev.agentpool.artifact;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.activity.ActivityLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Makes a holder's transcript and events out of the activity of its turns, which has all that an
 * agent said and did, without secrets. Each time it goes on where it was, so nothing is there
 * twice, whichever daemon wrote it. The caller holds the holder's lock.
 */
final class Projection {
  private static final String STATE = ".projection";
  private static final int MOST_STATE = 1 << 20;
  private final ActivityLog activity;
  private final LongSupplier most;

  /**
   * @param most bytes of a transcript
   */
  Projection(ActivityLog activity, LongSupplier most) {
    this.activity = activity;
    this.most = most;
  }

  /** Makes no files of what has no activity. */
  Projected catchUp(ArtifactFolder folder, Holder holder) {
    Projected before = before(folder);
    try {
      if (!folder.has(ArtifactKind.TRANSCRIPT.file()) && isSilent(holder)) {
        return before;
      }
    } catch (IOException e) {
      throw folder.failed("read the activity for", folder.path(), e);
    }
    try (FileChannel transcript = folder.open(ArtifactKind.TRANSCRIPT.file());
        FileChannel events = folder.open(ArtifactKind.EVENTS.file())) {
      boolean isWhole =
          transcript.size() >= before.transcript() && events.size() >= before.events();
      Projected from = isWhole ? before : Projected.NOTHING;
      transcript.truncate(from.transcript());
      events.truncate(from.events());
      Projected now = new Run(from, transcript, events).through(holder);
      if (!now.equals(before)) {
        folder.replace(STATE, now.text());
      }
      return now;
    } catch (IOException e) {
      throw folder.failed("write", folder.path(), e);
    }
  }

  private boolean isSilent(Holder holder) throws IOException {
    for (Holder.Turn turn : holder.turns()) {
      if (!activity.read(turn.task()).next().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** An event of our own, behind those of the turns so far. */
  void event(ArtifactFolder folder, String line) {
    Projected before = before(folder);
    try (FileChannel events = folder.open(ArtifactKind.EVENTS.file())) {
      long size = append(events, before.events(), line);
      folder.replace(
          STATE,
          new Projected(
                  before.transcript(),
                  size,
                  before.full(),
                  before.begun(),
                  before.state(),
                  before.turns())
              .text());
    } catch (IOException e) {
      throw folder.failed("write", folder.path(), e);
    }
  }

  private static Projected before(ArtifactFolder folder) {
    return folder.text(STATE, MOST_STATE).flatMap(Projected::of).orElse(Projected.NOTHING);
  }

  private static long append(FileChannel file, long at, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    long offset = at;
    while (bytes.hasRemaining()) {
      offset += file.write(bytes, offset);
    }
    return offset;
  }

  /** One catching up. */
  private final class Run {
    private final FileChannel transcript;
    private final FileChannel events;
    private final TranscriptText text;
    private final Projected from;
    private long transcriptSize;
    private long eventsSize;
    private boolean full;

    Run(Projected from, FileChannel transcript, FileChannel events) {
      this.from = from;
      this.transcript = transcript;
      this.events = events;
      this.text = new TranscriptText(from.begun(), from.state());
      this.transcriptSize = from.transcript();
      this.eventsSize = from.events();
      this.full = from.full();
    }

    Projected through(Holder holder) throws IOException {
      List<Projected.Turn> turns = new ArrayList<>();
      for (Holder.Turn turn : holder.turns()) {
        turns.add(through(turn, from.turn(turn.task().value())));
      }
      return new Projected(transcriptSize, eventsSize, full, text.begun(), text.state(), turns);
    }

    private Projected.Turn through(Holder.Turn turn, Projected.Turn at) throws IOException {
      ActivityCursor cursor = activity.read(turn.task(), at.offset(), at.number());
      boolean asked = at.asked();
      String mode = at.mode();
      String start = at.start();
      StringBuilder happened = new StringBuilder();
      for (var lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
        for (ActivityCursor.Line line : lines) {
          if (line.type().equals("turn")) {
            text.asked(activity.kept().over(turn.asked()), asked);
            asked = true;
            mode = line.data().path("mode").asString("");
            start = line.data().path("start").asString("");
          } else {
            text.line(line);
          }
          happened.append(EventText.of(turn.task(), line));
        }
        write(text.take());
        eventsSize = append(events, eventsSize, happened.toString());
        happened.setLength(0);
      }
      return new Projected.Turn(
          turn.task().value(), cursor.offset(), cursor.last(), asked, mode, start);
    }

    private void write(String more) throws IOException {
      if (full || more.isEmpty()) {
        return;
      }
      long room = most.getAsLong() - transcriptSize;
      byte[] bytes = more.getBytes(StandardCharsets.UTF_8);
      if (bytes.length <= room) {
        transcriptSize = append(transcript, transcriptSize, more);
        return;
      }
      full = true;
      String fits = Utf8.text(bytes, 0, (int) Math.max(0, room));
      transcriptSize = append(transcript, transcriptSize, fits);
      transcriptSize =
          append(
              transcript,
              transcriptSize,
              (fits.endsWith("\n") ? "" : "\n")
                  + "[agentpool] the transcript ends here: it may have "
                  + most.getAsLong()
                  + " bytes\n");
    }
  }
}
