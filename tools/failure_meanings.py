# SPDX-License-Identifier: Apache-2.0
"""What each code means by which uploads, jobs, renders and productions fail, and what to do."""

from __future__ import annotations

FAILURE_MEANINGS = {
    "damaged_media": "The file is damaged and cannot be read: export it again and upload it.",
    "does_not_decode": "The file, or a file that was made of it, cannot be decoded: convert it to"
    " MP4 with H.264 and upload it again.",
    "unsupported_codec": "The picture, or the sound of an audio file, has a codec that is not"
    " taken: save it as MP4 with H.264 and AAC, or as MP3.",
    "duration_unknown": "The file states no duration and its packets give none: convert it to MP4"
    " and upload it again.",
    "empty_file": "The file has no bytes: upload it again.",
    "frame_missing": "The video has no frame at this time: choose an earlier time.",
    "headers_differ": "Chunks of the export were encoded with different settings: retry the render,"
    " and report it if it fails again.",
    "invalid_file_type": "The content of the file is not of the type that its upload declares:"
    " upload it as what it is.",
    "invalid_result": "A worker reported a result that is not valid: upgrade all workers to the"
    " version of the platform, then retry.",
    "invalid_timeline": "The sealed timeline cannot be read: export the project again.",
    "job_crashes_node": "The job crashed so many nodes that it was given up: look at the file that"
    " the reason names, and report it.",
    "mediaconvert_bucket_forbidden": "MediaConvert may not read or write the bucket: give its role"
    " the rights of `docs/how-to/mediaconvert.md`, then retry.",
    "mediaconvert_cancelled": "The job was cancelled at MediaConvert: retry the production.",
    "mediaconvert_failed": "MediaConvert failed, for the reason beside the code: retry, and look"
    " its error code up in the documents of AWS.",
    "mediaconvert_forbidden": "The credentials of the packager do not permit a call: give them the"
    " rights of `docs/how-to/mediaconvert.md`, then retry.",
    "mediaconvert_input_unreadable": "MediaConvert cannot open the file: convert it to MP4 with"
    " H.264 and upload it again.",
    "mediaconvert_job_not_found": "MediaConvert does not know its job any more: retry the"
    " production.",
    "mediaconvert_output_incomplete": "MediaConvert did not store all files: look at the bucket and"
    " its rules, then retry.",
    "mediaconvert_output_invalid": "What MediaConvert stored is no stream: retry, and report it if"
    " it fails again.",
    "mediaconvert_output_too_large": "MediaConvert has no space for the outputs: choose a profile"
    " with fewer sizes, or cut the video.",
    "mediaconvert_rejected": "MediaConvert does not accept the job: correct the setting that the"
    " reason names, then retry.",
    "mediaconvert_role_invalid": "The role of MediaConvert is missing or is not trusted: set it up"
    " as `docs/how-to/mediaconvert.md` says, then retry.",
    "mediaconvert_settings_invalid": "The profile does not fit the video: choose another.",
    "mediaconvert_timed_out": "MediaConvert did not finish in time: look at its queue, or raise"
    " `MEDIACONVERT_LONGEST_SECONDS`.",
    "mediaconvert_unavailable": "MediaConvert did not answer for a quarter of an hour: retry when"
    " it does.",
    "no_audio": "The file has no sound: upload one that has.",
    "no_video": "The file has no picture: upload a video.",
    "node_version_differs": "The node has another version than the coordinator, and no node of the"
    " right version took the job: upgrade all nodes, then retry the render.",
    "nodes_upgraded": "The nodes were upgraded while the export was rendered: retry the render.",
    "not_an_image": "The file is not an image: upload a PNG, JPEG or WebP.",
    "not_media": "The file is no audio, video or image of an accepted format: convert it and upload"
    " it again.",
    "object_changed": "The stored file was changed after its upload: upload it again.",
    "object_missing": "The file is not in the storage any more: upload it again.",
    "packager_crashed": "Packaging crashed so many packagers that it was given up: look at the"
    " video, and report it.",
    "size_mismatch": "More or fewer bytes were stored than declared: upload the file again.",
    "source_missing": "An upload that the timeline uses was deleted or is not ready: replace it in"
    " the project and export again.",
    "storage_unavailable": "The storage could not be read or written: retry when it is available.",
    "stored_file_damaged": "A stored intermediate file has other bytes than were written: retry the"
    " render, which makes it again, and check the storage.",
    "stored_file_missing": "A stored intermediate file was deleted: retry the render, which makes"
    " it again.",
    "too_long": "The file is longer than allowed: cut it into parts and upload those.",
    "unknown_sample": "The node has another version than the library: upgrade all nodes.",
    "truncated": "The file ends before the end that its header states: upload the whole file.",
    "stream_not_conformant": "The packaged stream breaks a rule of HLS, which is named: this is a"
    " fault of the packager, so report it with the number of the production.",
    "undecodable": "The video cannot be decoded to its end: upload it again, or convert it first.",
    "unusable_media": "The file cannot be used, for the reason beside the code: convert it and"
    " upload it again.",
    "upload_too_large": "The stored file is larger than the limit: upload a smaller one.",
    "worker_out_of_space": "The worker has no memory or disk space left: give it more, then retry.",
    "wrong_packets": "A rendered file has other frames or samples than were planned: retry the"
    " render, and report it if it fails again.",
}
"""By code; a test compares the codes with those in the code."""
