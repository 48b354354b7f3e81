package dev.agentpool.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.Lines;
import dev.agentpool.paper.SafeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any mail that can be made is read as it was written; any text at all is a mail or refused. */
class MailRoundTripTest {
  private static final long SEED = Long.getLong("agentpool.seed", System.nanoTime());

  @Test
  void whatIsComposedIsReadAsTheSameMail() throws Exception {
    for (long seed = SEED; seed < SEED + 5_000; seed++) {
      Mail mail = mail(new Random(seed));
      String text = MailText.compose(mail, Instant.EPOCH);
      assertThat(MailText.parse(text)).as("-Dagentpool.seed=%d\n%s", seed, text).isEqualTo(mail);
    }
  }

  @Test
  void noTextIsTooStrangeToBeReadOrRefused() {
    for (long seed = SEED; seed < SEED + 5_000; seed++) {
      Random random = new Random(seed);
      String text =
          random.nextBoolean()
              ? Lines.any(random, 40)
              : Lines.spoilt(random, MailText.compose(mail(random), Instant.EPOCH));
      try {
        assertThat(MailText.parse(text).id().value()).isNotEmpty();
      } catch (UnreadableMail refused) {
        assertThat(refused.problem()).as("-Dagentpool.seed=%d", seed).isNotBlank();
      } catch (RuntimeException | Error crash) {
        throw new AssertionError("-Dagentpool.seed=" + seed + " " + GoText.quoted(text), crash);
      }
    }
  }

  private static Mail mail(Random random) {
    Mail mail =
        new Mail(
            new MailId(safe(random)),
            line(random),
            line(random),
            MailType.values()[random.nextInt(MailType.values().length)],
            list(random),
            random.nextBoolean() ? Priority.URGENT : new Priority(Lines.any(random, 3)),
            list(random),
            random.nextBoolean() ? null : "t" + Lines.any(random, 3),
            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
            GoText.trimmed(Lines.any(random, 30)));
    return mail;
  }

  private static String safe(Random random) {
    String name = Lines.any(random, 6);
    return SafeName.isSafe(name) ? name : "id-" + random.nextInt(1000);
  }

  private static String line(Random random) {
    String name = Lines.any(random, 5);
    return Mail.problem("x", name).isEmpty() ? name : "auth";
  }

  private static List<String> list(Random random) {
    List<String> all = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      all.add(Lines.any(random, 4));
    }
    return all;
  }
}
