package dev.agentpool.daemon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text format of Prometheus, read strictly: every line is a comment of it or a sample. */
record Exposition(List<Sample> samples) {
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) [a-z_]+ .+|# EOF");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-z_]+=\"[^\"\\n]*\",?)*)})? (\\S+)");

  record Sample(String name, Set<String> labels, double value) {}

  static Exposition parse(String text) {
    List<Sample> samples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String line : text.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        String labels = sample.group(2) == null ? "" : sample.group(2);
        if (!seen.add(sample.group(1) + labels)) {
          throw new AssertionError("twice: " + line);
        }
        samples.add(
            new Sample(
                sample.group(1),
                new HashSet<>(Arrays.asList(labels.split(","))),
                Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"))));
      } else if (!COMMENT.matcher(line).matches()) {
        throw new AssertionError("not of the format: " + line);
      }
    }
    return new Exposition(samples);
  }

  double value(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().containsAll(List.of(labels)))
        .mapToDouble(Sample::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample " + name + " " + Arrays.toString(labels)));
  }

  Set<String> names() {
    Set<String> names = new HashSet<>();
    samples.forEach(sample -> names.add(sample.name()));
    return names;
  }
}
