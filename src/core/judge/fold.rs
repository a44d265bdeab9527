//! The loop that judges samples, wherever they come from.

use std::borrow::Borrow;
use std::convert::Infallible;

use super::Judge;
use crate::core::pose::PoseSample;
use crate::core::report::Judgement;

impl Judge {
    /// Judges samples to their end.
    pub fn judge<S: Borrow<PoseSample>>(self, samples: impl IntoIterator<Item = S>) -> Judgement {
        self.judge_with(samples, |_, _| {})
    }

    /// Judges samples to their end; `look` sees every sample with the judge after it.
    pub fn judge_with<S: Borrow<PoseSample>>(
        self,
        samples: impl IntoIterator<Item = S>,
        mut look: impl FnMut(&PoseSample, &Self),
    ) -> Judgement {
        let samples = samples.into_iter().map(Ok::<S, Infallible>);
        let Ok(judgement) = self.try_judge_with(samples, |sample, judge| {
            look(sample.borrow(), judge);
            Ok(())
        });
        judgement
    }

    /// Judges samples from a source that may fail, while `look`, which may fail too, sees each with the judge after it.
    ///
    /// # Errors
    ///
    /// The first error of the source or of `look`: nothing is judged then.
    pub fn try_judge_with<S: Borrow<PoseSample>, E>(
        mut self,
        samples: impl IntoIterator<Item = Result<S, E>>,
        mut look: impl FnMut(&S, &Self) -> Result<(), E>,
    ) -> Result<Judgement, E> {
        for sample in samples {
            let sample = sample?;
            self.push(sample.borrow());
            look(&sample, &self)?;
        }
        Ok(self.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::HIP_BRIDGE;
    use crate::core::judge::made::empty_sample;
    use crate::core::pose::Stream;
    use crate::core::time::Timestamp;

    fn samples() -> Vec<PoseSample> {
        (0..20).map(|k| empty_sample(f64::from(k) / 10.0)).collect()
    }

    fn judge() -> Judge {
        Judge::new(&HIP_BRIDGE, Stream { width: 640, height: 360 })
    }

    #[test]
    fn the_first_error_of_the_source_or_of_who_looks_ends_it() {
        let failing = samples().into_iter().enumerate().map(|(k, sample)| if k < 7 { Ok(sample) } else { Err(k) });
        let mut n_seen = 0;
        let judged = judge().try_judge_with(failing, |_, _| {
            n_seen += 1;
            Ok(())
        });
        assert_eq!((judged, n_seen), (Err(7), 7));
        let look = |sample: &PoseSample, _: &Judge| if sample.at.secs() < 0.45 { Ok(()) } else { Err(sample.at) };
        let judged = judge().try_judge_with(samples().into_iter().map(Ok), look);
        assert_eq!(judged, Err(Timestamp::from_secs(0.5)));
    }

    #[test]
    fn a_look_sees_the_session_after_its_sample() {
        let (samples, mut seen) = (samples(), Vec::new());
        let judgement = judge().judge_with(&samples, |sample, judge| seen.push((judge.at, Some(sample.at))));
        assert_eq!(seen.len(), samples.len());
        assert!(seen.iter().all(|(of_session, of_sample)| of_session == of_sample), "{seen:?}");
        assert_eq!(judgement, judge().judge(samples));
    }
}
