package dev.agentpool.provider.claude;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads "resets 3:39am (UTC)" where a CLI says in words when a usage window resets. */
final class ResetTime {
  private static final Pattern WORDS =
      Pattern.compile("resets (\\d{1,2})(?::(\\d{2}))?\\s?(am|pm) \\(UTC\\)");

  private ResetTime() {}

  /** The next such time after now; null when the text names none. */
  static @Nullable Instant in(String text, Instant now) {
    Matcher matcher = WORDS.matcher(text.toLowerCase(Locale.ROOT).replace("(utc)", "(UTC)"));
    if (!matcher.find()) {
      return null;
    }
    int hour = Integer.parseInt(matcher.group(1)) % 12 + (matcher.group(3).equals("pm") ? 12 : 0);
    String minutes = matcher.group(2);
    LocalTime time =
        LocalTime.of(hour, minutes == null ? 0 : Math.min(59, Integer.parseInt(minutes)));
    ZonedDateTime today = now.atZone(ZoneOffset.UTC).with(time);
    Instant at = today.toInstant();
    return at.isAfter(now) ? at : today.plusDays(1).toInstant();
  }
}
