/* Keeps what is written to ALSA to the speed of a sound card: a file alone takes all at once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static unsigned rate_hz;
static unsigned long long n_written;
static struct timespec begun;

int snd_pcm_hw_params(void *pcm, void *params) {
    int (*real)(void *, void *) = dlsym(RTLD_NEXT, "snd_pcm_hw_params");
    int (*get_rate)(void *, unsigned *, int *) = dlsym(RTLD_NEXT, "snd_pcm_hw_params_get_rate");
    int failed = real(pcm, params);
    if (!failed && get_rate)
        get_rate(params, &rate_hz, 0);
    return failed;
}

long snd_pcm_writei(void *pcm, const void *samples, unsigned long n) {
    static long (*real)(void *, const void *, unsigned long);
    if (!real)
        real = dlsym(RTLD_NEXT, "snd_pcm_writei");
    if (!n_written)
        clock_gettime(CLOCK_MONOTONIC, &begun);
    long written = real(pcm, samples, n);
    if (0 < written && rate_hz) {
        n_written += written;
        unsigned long long ns = n_written * 1000000000ull / rate_hz + begun.tv_nsec;
        struct timespec due = {begun.tv_sec + ns / 1000000000ull, ns % 1000000000ull};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, 0);
    }
    return written;
}
