//! What was measured over the time, drawn with its error and its limits.

use super::axes::{Axes, LETTERS};
use super::limits::usual_error;
use super::series::{Series, leg_of, rep_at};
use super::words as said;
use crate::core::exercise::{Exercise, Fault};
use crate::core::geometry::Point;
use crate::core::measure::Unit;
use crate::core::report::{MeasureReport, Rep};
use crate::io::drawing::{Anchor, Drawing, Ink};
use crate::io::words::{Words, fill};

/// Size of a plot, in points: as wide as a page.
const WIDTH: f32 = 510.0;
const HEIGHT: f32 = 190.0;
/// No curve has more points than twice this: a longer recording is drawn by the least and the most of each step.
const MOST_STEPS: usize = 600;
/// Pictures farther apart than this are not joined by a line, in s.
const GAP_SECS: f32 = 0.5;

/// The measure that an exercise is about, over the time; `None` for an exercise that is followed by texture, or where
/// nothing was seen.
pub(super) fn key(series: &Series, exercise: &Exercise, all: &[Rep], words: &Words) -> Option<Drawing> {
    if exercise.rhythm().is_some() {
        return None;
    }
    let measure = exercise.key.measure;
    let points: Vec<Option<(f32, f32)>> = series
        .iter()
        .map(|(sample, pose)| {
            let secs = sample.at.secs();
            let leg = leg_of(rep_at(all, secs).map(|(_, rep)| rep), pose?);
            Some((secs as f32, measure.of(pose?, leg)?))
        })
        .collect();
    let lines = runs(&points);
    let reps: Vec<(usize, &Rep)> = all.iter().enumerate().filter(|(_, rep)| rep.exercise == exercise.id).collect();
    let faults: Vec<&Fault> = exercise.faults_on(&measure).collect();
    let error = usual_error(&reps.iter().map(|(_, rep)| *rep).collect::<Vec<_>>(), &measure);
    let error = error.unwrap_or(measure.model_error);
    let (name, unit) = (words.measure(exercise), measure.unit());
    let alt = fill(&words.curve_alt, &[("what", name), ("exercise", &words.exercise(exercise.id))]);
    let mut drawing = Drawing::new(WIDTH, HEIGHT, alt);
    let axes = Axes::within(&drawing, span(&lines)?, range(&lines, &faults, unit)?);
    holds(&mut drawing, &axes, &reps);
    limits(&mut drawing, &axes, (&faults, unit), &reps);
    for fault in &faults {
        note(&mut drawing, &axes, (fault, unit), &words.fault(exercise.id, fault.id));
    }
    axes.draw(&mut drawing, [&words.time_axis, &format!("{name}, {}", said::unit(unit, words))], true);
    for line in &lines {
        error_band(&mut drawing, &axes, line, error);
    }
    for line in &lines {
        let points: Vec<Point> = line.iter().map(|(x, y)| axes.at(*x, *y)).collect();
        drawing.line(&points, 1.1, Ink::BLUE);
    }
    for (_, rep) in reps {
        let Some(MeasureReport { value, .. }) = rep.measures.get(measure.id) else { continue };
        let [from, to] = [rep.peak_start_s, rep.peak_end_s].map(|secs| axes.at(secs as f32, *value as f32));
        drawing.line(&[from, to], 2.4, Ink::DARK);
    }
    Some(drawing)
}

/// Unbroken runs of points, thinned to what can be seen.
fn runs(points: &[Option<(f32, f32)>]) -> Vec<Vec<(f32, f32)>> {
    let mut runs: Vec<Vec<(f32, f32)>> = Vec::new();
    for (x, y) in points.iter().flatten().copied() {
        match runs.last_mut().filter(|run| run.last().is_some_and(|last| x - last.0 <= GAP_SECS)) {
            Some(run) => run.push((x, y)),
            None => runs.push(vec![(x, y)]),
        }
    }
    let step = points.len().div_ceil(MOST_STEPS).max(1);
    runs.into_iter().filter(|run| 1 < run.len()).map(|run| thinned(&run, step)).collect()
}

/// The least and the most of every step, in order of time.
fn thinned(run: &[(f32, f32)], step: usize) -> Vec<(f32, f32)> {
    if step < 3 {
        return run.to_vec();
    }
    let ends = |part: &[(f32, f32)]| {
        let by_value = |a: &&(f32, f32), b: &&(f32, f32)| a.1.total_cmp(&b.1);
        let ends = [part.iter().min_by(by_value), part.iter().max_by(by_value)];
        let mut ends: Vec<(f32, f32)> = ends.into_iter().flatten().copied().collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        ends
    };
    run.chunks(step).flat_map(ends).collect()
}

fn span(lines: &[Vec<(f32, f32)>]) -> Option<(f32, f32)> {
    Some((lines.first()?.first()?.0, lines.last()?.last()?.0))
}

/// From the least to the most that is drawn, limits of the faults too.
fn range(lines: &[Vec<(f32, f32)>], faults: &[&Fault], unit: Unit) -> Option<(f32, f32)> {
    let limits = faults.iter().flat_map(|fault| [fault.limit.fine, fault.limit.bad]);
    let values = lines.iter().flatten().map(|(_, y)| *y).chain(limits);
    let (low, high) = values.fold((f32::MAX, f32::MIN), |(low, high), y| (low.min(y), high.max(y)));
    let beside = BESIDE_DEG * of_a_degree(unit);
    (low <= high).then_some((low - beside, high + beside))
}

/// So much is drawn beyond what was read, in degrees…
const BESIDE_DEG: f32 = 8.0;
/// …a limit is named so far from it…
const NAME_DEG: f32 = 5.0;
/// …and what is worse than bad is coloured so far.
const BEYOND_DEG: f32 = 20.0;

/// As much of a unit as a degree is in a drawing: a joint that moves by 100° moves its end by about a trunk.
const fn of_a_degree(unit: Unit) -> f32 {
    match unit {
        Unit::Deg => 1.0,
        Unit::Bodies | Unit::Ratio => 0.01,
        Unit::Secs => 0.1,
    }
}

/// A pale column for every hold, with the number of its repetition, and a line where the repetition begins and ends.
fn holds(drawing: &mut Drawing, axes: &Axes, reps: &[(usize, &Rep)]) {
    for (idx, rep) in reps {
        let [from, to] = [rep.peak_start_s, rep.peak_end_s].map(|secs| axes.across(secs as f32));
        drawing.rect(Point::new(from, axes.corner.y), Point::new(to.max(from + 1.0), axes.opposite.y), Ink::PAPER);
        for secs in [rep.start_s, rep.end_s] {
            let x = axes.across(secs as f32);
            drawing.dashed(&[Point::new(x, axes.corner.y), Point::new(x, axes.opposite.y)], 0.5, Ink::GREY, 1.5);
        }
        let at = Point::new(f32::midpoint(from, to), axes.corner.y - 3.0);
        drawing.text(at, (idx + 1).to_string(), (LETTERS, Anchor::Middle), Ink::DARK);
    }
}

/// From fine to bad in one colour, beyond bad in another: in the holds, where it counts.
fn limits(drawing: &mut Drawing, axes: &Axes, (faults, unit): (&[&Fault], Unit), reps: &[(usize, &Rep)]) {
    for fault in faults {
        let (fine, bad) = (fault.limit.fine, fault.limit.bad);
        let end = bad + (bad - fine).signum() * BEYOND_DEG * of_a_degree(unit);
        for (_, rep) in reps {
            let hold = (rep.peak_start_s as f32, rep.peak_end_s as f32);
            axes.band(drawing, hold, (fine, bad), Ink::ORANGE.soft());
            axes.band(drawing, hold, (bad, end), Ink::RED.soft());
        }
        for limit in [fine, bad] {
            drawing.dashed(&[axes.at(axes.x.0, limit), axes.at(axes.x.1, limit)], 0.5, Ink::RED, 2.5);
        }
    }
}

/// Names a limit at the side.
fn note(drawing: &mut Drawing, axes: &Axes, (fault, unit): (&Fault, Unit), name: &str) {
    let way = NAME_DEG * of_a_degree(unit) * if fault.limit.bad < fault.limit.fine { -1.0 } else { 1.0 };
    axes.note(drawing, fault.limit.fine + way, name, Ink::DARK);
}

fn error_band(drawing: &mut Drawing, axes: &Axes, line: &[(f32, f32)], error: f32) {
    let above = line.iter().map(|(x, y)| axes.at(*x, y + error));
    let below = line.iter().rev().map(|(x, y)| axes.at(*x, y - error));
    drawing.area(above.chain(below).collect(), Ink::BLUE.soft());
}

/// How long the parts of each repetition took; `None` without repetitions, and of steps, which have a cadence instead. Of a
/// rhythm, from one to the next.
pub(super) fn rhythm(exercise: &Exercise, all: &[Rep], words: &Words) -> Option<Drawing> {
    let reps: Vec<(usize, &Rep)> = all.iter().enumerate().filter(|(_, rep)| rep.exercise == exercise.id).collect();
    if reps.is_empty() || exercise.is_cyclic() {
        return None;
    }
    let parts: Vec<Vec<f32>> = reps.iter().map(|(_, rep)| parts(exercise, rep)).collect();
    let most = parts.iter().flatten().copied().fold(1.0, f32::max);
    let fault = if exercise.rhythm().is_some() {
        exercise.faults.iter().find(|fault| fault.unit() == Unit::Secs)
    } else {
        exercise.hold_fault()
    };
    let alt = fill(&words.times_alt, &[("exercise", &words.exercise(exercise.id))]);
    let mut drawing = Drawing::new(WIDTH, 130.0, alt);
    let axes = Axes::within(&drawing, (0.0, reps.len() as f32), (0.0, most * 1.08));
    axes.draw(&mut drawing, [&words.rep_axis, &words.secs_axis], false);
    let inks = if exercise.rhythm().is_some() { &[Ink::BLUE][..] } else { &[Ink::PALE, Ink::BLUE, Ink::GREY][..] };
    for (k, ((idx, _), parts)) in reps.iter().zip(&parts).enumerate() {
        bars(&mut drawing, &axes, k, (parts, inks));
        let at = Point::new(axes.across(k as f32 + 0.5), axes.opposite.y + 10.0);
        drawing.text(at, (idx + 1).to_string(), (LETTERS, Anchor::Middle), Ink::GREY);
    }
    if let Some(Fault { id, limit, .. }) = fault.filter(|fault| fault.limit.fine <= axes.y.1) {
        drawing.dashed(&[axes.at(axes.x.0, limit.fine), axes.at(axes.x.1, limit.fine)], 0.7, Ink::RED, 2.5);
        axes.note(&mut drawing, limit.fine, &words.fault(exercise.id, id), Ink::DARK);
    }
    Some(drawing)
}

/// Lift, hold and drop, in s; of a rhythm the time to the next repetition.
fn parts(exercise: &Exercise, rep: &Rep) -> Vec<f32> {
    if exercise.rhythm().is_some() {
        return rep.measures.get("period_s").map(|period| period.value as f32).into_iter().collect();
    }
    let times = [rep.start_s, rep.peak_start_s, rep.peak_end_s, rep.end_s];
    times.windows(2).filter_map(|pair| Some((pair.last()? - pair.first()?) as f32)).collect()
}

fn bars(drawing: &mut Drawing, axes: &Axes, k: usize, (parts, inks): (&[f32], &[Ink])) {
    let room = axes.across(1.0) - axes.across(0.0);
    let width = (room * 0.8 / parts.len().max(1) as f32).min(16.0);
    let left = axes.across(k as f32 + 0.5) - width * parts.len() as f32 / 2.0;
    for (n, (secs, ink)) in parts.iter().zip(inks).enumerate() {
        let x = left + width * n as f32;
        drawing.rect(Point::new(x, axes.down(*secs)), Point::new(x + width * 0.9, axes.opposite.y), *ink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_breaks_the_curve_and_a_long_one_keeps_its_peaks() {
        let mut points: Vec<Option<(f32, f32)>> = (0..6000).map(|k| Some((k as f32 * 0.033, 150.0))).collect();
        points[3000] = Some((99.0, 190.0));
        for point in &mut points[1000..1100] {
            *point = None;
        }
        let runs = runs(&points);
        assert_eq!(runs.len(), 2);
        assert!(runs.iter().map(Vec::len).sum::<usize>() <= 2 * MOST_STEPS);
        assert!(runs.iter().flatten().any(|(_, y)| *y == 190.0));
    }
}
