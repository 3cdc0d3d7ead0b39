/* Stands for a vendor's decoder of chip photos: good ones and every kind of bad one.
   A decoded pixel is its column, its row and the first byte of the photo. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 102, HEIGHT = 126, RAW = WIDTH * HEIGHT * 3, ROW = 308, BMP = 54 + HEIGHT * ROW };

static void paint(const unsigned char *wlt, unsigned char *out, int red, int blue, int row_bytes)
{
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            unsigned char *pixel = out + y * row_bytes + x * 3;
            pixel[red] = x;
            pixel[1] = y;
            pixel[blue] = wlt[0];
        }
}

int decode(const unsigned char *wlt, unsigned char *out)
{
    paint(wlt, out, 0, 2, WIDTH * 3);
    return 1;
}

int decode_bgr(unsigned char *out, const unsigned char *wlt, int code)
{
    paint(wlt, out, 2, 0, WIDTH * 3);
    return code == 650 ? 1 : -1;
}

int decode_sized(const unsigned char *wlt, unsigned char *out, int *size)
{
    if (*size < RAW)
        return -1;
    paint(wlt, out, 0, 2, WIDTH * 3);
    *size = RAW;
    return 1;
}

int decode_short_size(const unsigned char *wlt, unsigned char *out, int *size)
{
    paint(wlt, out, 0, 2, WIDTH * 3);
    *size = RAW - 3;
    return 1;
}

static void put32(unsigned char *at, int value)
{
    memcpy(at, &value, 4);
}

static int bmp(const unsigned char *wlt, unsigned char *out, int width)
{
    memset(out, 0, BMP);
    memcpy(out, "BM", 2);
    put32(out + 2, BMP);
    put32(out + 10, 54);
    put32(out + 14, 40);
    put32(out + 18, width);
    put32(out + 22, -HEIGHT); /* first row on top */
    out[26] = 1;
    out[28] = 24;
    paint(wlt, out + 54, 2, 0, ROW);
    return 1;
}

int decode_bmp(const unsigned char *wlt, unsigned char *out) { return bmp(wlt, out, WIDTH); }
int decode_narrow_bmp(const unsigned char *wlt, unsigned char *out) { return bmp(wlt, out, 101); }
int refuse(const unsigned char *wlt, unsigned char *out) { return -(wlt == NULL || out == NULL) - 1; }

int hang(const unsigned char *wlt, unsigned char *out)
{
    for (;;)
        pause();
}

int spin(const unsigned char *wlt, unsigned char *out)
{
    for (volatile int i = 0;; i++)
        ;
}

int crash(const unsigned char *wlt, unsigned char *out)
{
    raise(SIGSEGV);
    return 1;
}

int write_nothing(const unsigned char *wlt, unsigned char *out) { return 1; }

int write_too_much(const unsigned char *wlt, unsigned char *out)
{
    memset(out, 7, RAW + 1);
    return 1;
}

int write_far_too_much(const unsigned char *wlt, unsigned char *out)
{
    memset(out, 7, 64 << 20);
    return 1;
}

int chatter(const unsigned char *wlt, unsigned char *out)
{
    for (int i = 0; i < 100000; i++)
        puts("decoding");
    fflush(stdout);
    return decode(wlt, out);
}

int flood(const unsigned char *wlt, unsigned char *out)
{
    char noise[4096] = {0};
    for (;;)
        for (int fd = 3; fd < 16; fd++)
            (void)!write(fd, noise, sizeof noise);
}

/* These succeed only where they are not confined. */

int take_memory(const unsigned char *wlt, unsigned char *out)
{
    return calloc(1, 1 << 30) ? decode(wlt, out) : -1;
}

int write_file(const unsigned char *wlt, unsigned char *out)
{
    FILE *file = tmpfile();
    return file && fputs("a person", file) >= 0 && fflush(file) == 0 ? decode(wlt, out) : -1;
}
