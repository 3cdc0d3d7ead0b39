"""A camera as drivers see it. What OpenCV reads when it is loaded is said here, before it is."""

import os

os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(1 << 25)
"""A JPEG that claims to be larger is not decoded; a thousand million where nothing is said."""
os.environ["OPENCV_FFMPEG_LOGLEVEL"] = "-8"
"""Its words on broken pictures would fill the log; the driver counts them."""
os.environ["OPENCV_FFMPEG_IS_THREAD_SAFE"] = "1"
"""Else one camera that does not answer holds up the opening of all others; FFmpeg is, since 4.0."""
os.environ["OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"] = "2"
"""Seconds; 10 where nothing is said."""
