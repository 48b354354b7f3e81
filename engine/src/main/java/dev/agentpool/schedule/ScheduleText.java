package dev.agentpool.schedule;

import dev.agentpool.budget.Money;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.Title;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A schedule as the text of its note: JSON, in which what nobody said is absent. */
final class ScheduleText {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> TABLE = new TypeReference<>() {};

  private ScheduleText() {}

  static String write(Schedule schedule) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("id", schedule.id());
    plain.put("cron", schedule.cron());
    plain.put("zone", schedule.zone().getId());
    plain.put("missed", schedule.missed().wireName());
    plain.put("overlap", schedule.overlap().wireName());
    plain.put("created", schedule.created().toString());
    plain.put("paused", schedule.isPaused());
    Schedule.Progress progress = schedule.progress();
    plain.put("carried", progress.carried().toString());
    put(plain, "firing", progress.firing());
    put(plain, "waits", progress.waits());
    put(plain, "task", progress.task());
    put(plain, "at", progress.at());
    plain.put("prompt", schedule.prompt());
    plain.put("how", how(schedule.how()));
    return JSON.writeValueAsString(plain);
  }

  private static void put(Map<String, Object> plain, String name, @Nullable Object value) {
    if (value != null) {
      plain.put(name, value.toString());
    }
  }

  private static Map<String, Object> how(TaskOptions how) {
    Map<String, Object> plain = new LinkedHashMap<>();
    put(plain, "title", how.title() == null ? null : how.title().text());
    plain.put("settings", how.settings().plain());
    plain.put("tags", how.tags());
    plain.put("priority", how.priority());
    put(plain, "lane", how.lane());
    put(plain, "max_attempts", how.maxAttempts());
    put(plain, "retry_delay", how.retryDelay());
    plain.put("review_required", how.reviewRequired());
    put(plain, "max_rejections", how.maxRejections());
    put(plain, "cap_microdollars", how.cap() == null ? null : how.cap().micros());
    put(plain, "slot", how.slot());
    return plain;
  }

  static Schedule read(String text) {
    JsonNode note = JSON.readTree(text);
    return new Schedule(
        note.required("id").stringValue(),
        note.required("cron").stringValue(),
        ZoneId.of(note.required("zone").stringValue()),
        Schedule.named(Schedule.Missed.values(), note.required("missed").stringValue()),
        Schedule.named(Schedule.Overlap.values(), note.required("overlap").stringValue()),
        note.required("prompt").stringValue(),
        how(note.required("how")),
        Instant.parse(note.required("created").stringValue()),
        note.required("paused").booleanValue(),
        new Schedule.Progress(
            Instant.parse(note.required("carried").stringValue()),
            read(note, "firing", Instant::parse),
            read(note, "waits", why -> why),
            read(note, "task", TaskId::new),
            read(note, "at", Instant::parse)));
  }

  private static TaskOptions how(JsonNode how) {
    return new TaskOptions(
        read(how, "title", Title::new),
        Settings.read(JSON.convertValue(how.required("settings"), TABLE)),
        how.required("tags").valueStream().map(JsonNode::stringValue).toList(),
        how.required("priority").intValue(),
        read(how, "lane", lane -> lane),
        read(how, "max_attempts", Integer::valueOf),
        read(how, "retry_delay", Duration::parse),
        how.required("review_required").booleanValue(),
        read(how, "max_rejections", Integer::valueOf),
        read(how, "cap_microdollars", micros -> Money.ofMicros(Long.parseLong(micros))),
        List.of(),
        DependencyPolicy.FAIL,
        read(how, "slot", slot -> slot),
        null);
  }

  private static <T> @Nullable T read(JsonNode node, String name, Function<String, T> as) {
    JsonNode value = node.path(name);
    return value.isString() ? as.apply(value.stringValue()) : null;
  }
}
