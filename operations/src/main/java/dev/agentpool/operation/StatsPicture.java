package dev.agentpool.operation;

import dev.agentpool.answer.Stats;
import dev.agentpool.answer.StatsCard;
import dev.agentpool.card.Card;
import dev.agentpool.card.CardFile;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.CardRequest;
import dev.agentpool.request.StatsRequest;
import dev.agentpool.stats.Statistics;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Figures of a time as a picture to share (spec control-plane 21.4). Nothing private is on it: no
 * path, prompt or name of a project, model or provider.
 */
final class StatsPicture {
  private StatsPicture() {}

  static StatsCard made(Asking asking, CardRequest asked) {
    if (!asking.reachesAllPools()) {
      throw new Refused(
          Refused.Kind.FORBIDDEN,
          "forbidden",
          "a picture is written to this machine's disk, which nobody may who asks from here");
    }
    Optional<String> coordinator = StatsRows.coordinator(asking, asked.scope());
    Statistics all =
        StatsRows.figures(
            asking,
            new StatsRequest(
                asked.window(), asked.providerId(), asked.scope(), List.of(), Optional.empty()),
            coordinator);
    Path file = file(asking, asked, all);
    byte[] png = png(all, coordinator.isPresent() ? "mine" : "all");
    try {
      CardFile.write(file, png);
    } catch (IOException broken) {
      throw failed("cannot write the card: " + broken.getMessage());
    }
    var period = all.period();
    return new StatsCard(
        file.toString(),
        png.length,
        Card.WIDTH,
        Card.HEIGHT,
        new Stats.Window(
            period.start().toString(), period.end().toString(), period.label(), period.spec()),
        all.now().toString());
  }

  private static Path file(Asking asking, CardRequest asked, Statistics all) {
    try {
      Path file =
          asked
              .outputPath()
              .map(Path::of)
              .orElseGet(() ->
                  asking
                      .house()
                      .home()
                      .state()
                      .resolve(
                          "cards/stats-"
                              + DateTimeFormatter.ISO_INSTANT.format(all.now())
                              + ".png"));
      if (!file.isAbsolute()) {
        throw Refused.invalid("'output_path' must be an absolute path, not " + file);
      }
      return file.normalize();
    } catch (InvalidPathException wrong) {
      throw Refused.invalid("'output_path' is no path: " + wrong.getReason());
    }
  }

  /** Java may be installed without what draws pictures. */
  private static byte[] png(Statistics all, String scope) {
    try {
      return card(all, scope).png();
    } catch (NoClassDefFoundError | UnsatisfiedLinkError missing) {
      throw new Refused(
          Refused.Kind.UNAVAILABLE,
          "missing_optional_dependency",
          "this Java has no java.desktop, which draws pictures: install a whole JDK 25 ("
              + missing.getMessage()
              + ")");
    } catch (IOException broken) {
      throw failed("cannot draw the card: " + broken.getMessage());
    }
  }

  private static Refused failed(String message) {
    return new Refused(Refused.Kind.UNAVAILABLE, "card_render_failed", message);
  }

  private static Card card(Statistics all, String scope) {
    var sessions = all.sessions();
    var parallelism = all.parallelism();
    var walls = all.walls();
    return new Card(
        "agentpool, " + all.period().label(),
        List.of(
            counted(sessions.total(), "session")
                + ", "
                + counted(all.effort().completed(), "task")
                + " completed, "
                + brief(all.effort().tokens().all())
                + " tokens",
            parallelism.ratio().isPresent()
                ? "parallelism "
                    + parallelism.ratio().getAsDouble()
                    + ", at most "
                    + parallelism.peakConcurrent()
                    + " at once"
                : "parallelism: nothing ran side by side",
            walls.known()
                ? "limits: "
                    + walls.avoided()
                    + " avoided, "
                    + walls.hit()
                    + " met ("
                    + (walls.low() ? "low" : "high")
                    + " confidence)"
                : "limits: not known",
            "scope " + scope + ", " + StatsShown.VERSION),
        all.days().values().stream().map(day -> day.completed()).toList());
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String brief(long number) {
    return number < 10_000
        ? Long.toString(number)
        : number < 1_000_000
            ? number / 1_000 + "k"
            : String.format(Locale.ROOT, "%.1fM", number / 1_000_000d);
  }
}
